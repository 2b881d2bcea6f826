#pragma once
/* pic: the PC's two 8259 interrupt controllers. Firmware leaves them routed to
 * real-mode vectors, which are exceptions to a 64-bit kernel. */
#include "boot/base/cpu.h"

#define PIC_FIRST_MASK  0x21
#define PIC_SECOND_MASK 0xa1

/* Masks every line. Without such controllers the ports lead nowhere. */
static inline void pic_mask(void)
{
	cpu_out8(PIC_SECOND_MASK, 0xff);
	cpu_out8(PIC_FIRST_MASK, 0xff);
}
