#pragma once
/* boot: the kernel's entry point, and its boot options.
 *
 * One source file of a kernel contains ENTRY_POINT(kernel_main). The boot loader
 * jumps to it; the kit initializes the machine (see start.h) and calls kernel_main
 * on the first CPU (BSP), with interrupts off, on the stack that the loader set up.
 * Returning from kernel_main is power_exit(EXIT_CODE_SUCCESS).
 *
 * In a test build (INGOT_TEST is defined) the test runner of test.h is called
 * instead of kernel_main. */
#include <stddef.h>
#include <stdint.h>

#include "boot_info.h"
#include "boot_note.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ENTRY_POINT(kernel_main)
 *
 * kernel_main must be void kernel_main(const struct boot_info *boot): any other
 * signature is a compile-time error. Use it once per kernel, without a semicolon. */
#define ENTRY_POINT(kernel_main) \
	BOOT_CHECK_TYPE(kernel_main, \
	                "ENTRY_POINT needs: void " #kernel_main "(const struct boot_info *boot)"); \
	BOOT_NOTE \
	void _start(const struct boot_info *boot) \
	{ \
		boot_start_kernel(boot, BOOT_MAIN(kernel_main)); \
	}

/* BOOT_CONFIG, the boot options, is in boot_note.h. */

/* ---- Implementation ---- */

/* What start.h and test.h declare, whose names a source with an ENTRY_POINT may have. */
__attribute__((__noreturn__)) void boot_start_kernel(const struct boot_info *boot,
                                                     void (*kernel_main)(const struct boot_info *))
	KIT_NAME(start_kernel);
void boot_run_tests(const struct boot_info *boot) KIT_NAME(test_run_all);

/* The ELF entry point; ENTRY_POINT defines it. */
__attribute__((__noreturn__)) void _start(const struct boot_info *boot);

#ifdef __cplusplus
#define BOOT_CHECK_TYPE(kernel_main, message) \
	static_assert(__is_same(decltype(&kernel_main), void (*)(const struct boot_info *)), \
	              message)
#else
#define BOOT_CHECK_TYPE(kernel_main, message) \
	_Static_assert(__builtin_types_compatible_p(__typeof__(&(kernel_main)), \
	                                            void (*)(const struct boot_info *)), \
	               message)
#endif

#ifdef INGOT_TEST
#define BOOT_MAIN(kernel_main) (1 ? boot_run_tests : (kernel_main))
#else
#define BOOT_MAIN(kernel_main) (kernel_main)
#endif

#ifdef __cplusplus
}
#endif
