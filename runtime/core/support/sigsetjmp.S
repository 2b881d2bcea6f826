/* POSIX's names of setjmp and longjmp: there is no signal mask to save, so `save` and the
 * two names of each make no difference. */

#ifdef __x86_64__

#ifdef __APPLE__
#define NAME_(name) _##name
#else
#define NAME_(name) name
#endif
#define NAME(name) NAME_(name)

	.text

/* int sigsetjmp(sigjmp_buf environment, int save), int _setjmp(jmp_buf environment) */
	.globl	NAME(sigsetjmp)
	.globl	NAME(_setjmp)
	.p2align 4
NAME(sigsetjmp):
NAME(_setjmp):
	jmp	NAME(setjmp)		# which sees this function's caller as its own

/* void siglongjmp(sigjmp_buf environment, int value), void _longjmp(jmp_buf, int) */
	.globl	NAME(siglongjmp)
	.globl	NAME(_longjmp)
	.p2align 4
NAME(siglongjmp):
NAME(_longjmp):
	jmp	NAME(longjmp)

#ifdef __ELF__
	.type	NAME(sigsetjmp), @function
	.type	NAME(_setjmp), @function
	.type	NAME(siglongjmp), @function
	.type	NAME(_longjmp), @function
	.section .note.GNU-stack, "", @progbits
#endif

#endif
