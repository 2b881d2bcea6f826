#pragma once
/* cpu_check: whether a processor has CPUID, long mode and no-execute pages, for
 * the front ends that begin before long mode. For the assembler, 16 or 32 bits.
 *
 * The includer defines `refuse`, which prints the message and stops with the
 * error found in the registers given, and the messages no_long_mode and
 * no_execute. Destroys EAX, EBX, ECX and EDX. */
#include "abi/x86.h"
#include "boot/base/errors.h"

/* clang-format off */
	.macro	CPU_CHECK message, error
	mov	$no_long_mode, \message
	mov	$ERROR_LONG_MODE, \error
	pushfl
	pop	%eax
	mov	%eax, %ecx
	xor	$X86_FLAGS_ID, %eax
	push	%eax
	popfl
	pushfl
	pop	%eax
	cmp	%eax, %ecx
	je	refuse			# ID does not change: no CPUID at all
	mov	$X86_CPUID_EXTENDED_MAX, %eax
	cpuid
	cmp	$X86_CPUID_EXTENDED_FEATURES, %eax
	jb	refuse
	mov	$X86_CPUID_EXTENDED_FEATURES, %eax
	cpuid
	test	$X86_CPUID_EXT_EDX_LONG_MODE, %edx
	jz	refuse
	mov	$no_execute, \message
	mov	$ERROR_NO_EXECUTE, \error
	test	$X86_CPUID_EXT_EDX_NX, %edx
	jz	refuse
	ret
	.endm
