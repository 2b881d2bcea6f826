#pragma once
/* Names that linker.ld makes, and what is called at the start. */

extern char _kernel_start[], _kernel_end[];

typedef void (*initcall_t)(void);
extern const initcall_t _initcalls[], _initcalls_end[];

#define INITCALL(function) \
	static const initcall_t function##_call \
		__attribute__((used, section(".initcall"))) = (function)

extern int started;
