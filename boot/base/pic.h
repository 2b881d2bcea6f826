#pragma once
/* pic: the PC's two 8259 interrupt controllers. Firmware leaves them routed to
 * real-mode vectors, which are exceptions to a 64-bit kernel. */
#include "abi/pic.h"
#include "boot/base/cpu.h"

/* Masks every line. Without such controllers the ports lead nowhere. */
static inline void pic_mask(void)
{
	cpu_out8(PIC_SECOND + PIC_DATA, PIC_MASK_ALL);
	cpu_out8(PIC_FIRST + PIC_DATA, PIC_MASK_ALL);
}
