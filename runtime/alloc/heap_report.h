#pragma once
/* heap_report: what is wrong with a block, in words, and the end of the kernel.
 *
 * The message of runtime_panic has a line for what happened and, where that is
 * known, lines for who allocated and who freed the block:
 *
 *	heap: double free or use of a freed block: 100 bytes at 0xffff800000102340
 *	  allocated by 0xffffffff80001234
 *	  freed by 0xffffffff80001240
 *
 * Who does it now, the panic's backtrace says.
 * Context: under the heap's lock, which stays taken. */

#include "block.h"

/* About an address that may be no block's payload. */
__attribute__((noreturn)) void rt_heap_report(const char *what, const void *payload);
/* About a block whose header can be believed. */
__attribute__((noreturn)) void rt_heap_report_block(const char *what, struct block *b);
