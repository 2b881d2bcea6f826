/* pic: see pic.h. */
#include "kit/trap/pic.h"

#include <ingot/cpu.h>
#include <ingot/trap.h>

#include "abi/pic.h"

static void start_one(uint16_t command, uint8_t vector, uint8_t cascade)
{
	uint16_t data = (uint16_t)(command + PIC_DATA);

	cpu_out8(command, PIC_ICW1_INIT);
	cpu_out8(data, vector);
	cpu_out8(data, cascade);
	cpu_out8(data, PIC_ICW4_8086);
	cpu_out8(data, PIC_MASK_ALL);
}

void pic_start(void)
{
	start_one(PIC_FIRST, TRAP_PIC_FIRST, 1 << PIC_SECOND_LINE);
	start_one(PIC_SECOND, TRAP_PIC_FIRST + 8, PIC_SECOND_LINE);
}
