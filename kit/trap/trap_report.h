#pragma once
/* trap_report: an unhandled exception, in words, with a register dump.
 *
 * The lines on the console are read by people and by `ingot run`, which adds
 * function, file and line to each address:
 *
 *	page fault writing 0x10 (not mapped), exception 14
 *	  likely cause: null pointer dereference
 *	  rip 0xffffffff80001234  rsp 0x...  rflags 0x...
 *	  ...
 *	  cr2 0x...  cr3 0x...  error 0x...
 *	backtrace:
 *	  #0 0xffffffff80001234
 *
 * Context: a trap's. */
#include <ingot/trap.h>

_Noreturn void trap_report(struct trap_frame *frame);
