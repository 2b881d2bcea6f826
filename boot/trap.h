#pragma once
/* trap: an exception in the loader's own code becomes a named error, not a
 * reset. The kernel never sees this table. */
#define TRAP_STUB_SIZE 16		/* bytes from one stub to the next */

#ifndef __ASSEMBLER__
#include <stdint.h>

/* As trap.S pushes it. */
struct trap_frame {
	uint64_t cr2, vector, error_code, rip, cs, rflags, rsp, ss;
};

void trap_start(void);
_Noreturn void trap_report(const struct trap_frame *frame);
#endif
