#pragma once
/* <setjmp.h>: C17 7.13 and POSIX's names, for x86_64. Saves what the System V ABI
 * lets a callee keep: rbx, rbp, r12-r15, rsp and the place to return to. Interrupt
 * flag and address space are not part of it. Context: anywhere; longjmp must run on
 * the stack that setjmp ran on, in a call below it. */

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long jmp_buf[8];

__attribute__((__returns_twice__)) int setjmp(jmp_buf environment);
__attribute__((__noreturn__)) void longjmp(jmp_buf environment, int value);
#define setjmp setjmp /* C17 wants a macro */

/* POSIX: the same; there is no signal mask, so `save` makes no difference. Hidden by
 * _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE
typedef jmp_buf sigjmp_buf;
__attribute__((__returns_twice__)) int sigsetjmp(sigjmp_buf environment, int save);
__attribute__((__noreturn__)) void siglongjmp(sigjmp_buf environment, int value);
__attribute__((__returns_twice__)) int _setjmp(jmp_buf environment);
__attribute__((__noreturn__)) void _longjmp(jmp_buf environment, int value);
#define sigsetjmp sigsetjmp
#endif

#ifdef __cplusplus
}
#endif
