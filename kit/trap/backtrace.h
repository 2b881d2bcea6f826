#pragma once
/* backtrace: the kit's half of <ingot/backtrace.h>. */
#include <stdbool.h>
#include <stdint.h>

/* Whether the callers of frame rbp lead to the frame at address frame whose return
 * address is return_address: another function's frame may lie there by now. If their
 * end is not a frame pointer or return address of 0, nobody knows, and it is true. */
bool backtrace_leads_to(uint64_t rbp, uint64_t frame, uint64_t return_address);

/* ---- backtrace_symbol.c: linked if a project has `symbols: true`, else NULL ---- */

/* On the screen only, behind the address: " in NAME+0xOFFSET". depth: of the frame; any
 * but 0 is a return address, whose call is before it. */
__attribute__((weak)) void backtrace_show_symbol(uint64_t address, unsigned depth);
