#pragma once
/* delay: busy-waiting (udelay) when no timer has been set up.
 *
 * A write to port 0x80, which only diagnostic cards listen to, takes about one
 * microsecond on the bus of a PC; in an emulator it takes what it takes. Good
 * for time-outs, not for measuring. Context: any. */
#include <ingot/cpu.h>

#include "abi/pc.h"

static inline void delay_about_ms(unsigned ms)
{
	for (uint64_t i = 0; i < ms * 1000ull; i++)
		cpu_out8(PC_PORT_DELAY, 0);
}
