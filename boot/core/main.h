#pragma once
/* main: loader_main, where every front end hands over to the core. */
#include <stdint.h>

/* The console is started. tsc_start is the time-stamp counter at the front
 * end's first 64-bit instruction. */
_Noreturn void loader_main(uint64_t tsc_start);
