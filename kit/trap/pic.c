/* pic: see pic.h (Intel 8259A data sheet,
 * "Initialization Command Words"). */
#include "kit/trap/pic.h"

#include <ingot/cpu.h>
#include <ingot/trap.h>

#define FIRST_COMMAND  0x20
#define SECOND_COMMAND 0xa0
#define ICW1_INIT      0x11	/* cascaded, edge-triggered, four words */
#define ICW4_8086      0x01
#define SECOND_LINE    2	/* of the first one */
#define MASK_ALL       0xff

static void start_one(uint16_t command, uint8_t vector, uint8_t cascade)
{
	uint16_t data = (uint16_t)(command + 1);

	cpu_out8(command, ICW1_INIT);
	cpu_out8(data, vector);
	cpu_out8(data, cascade);
	cpu_out8(data, ICW4_8086);
	cpu_out8(data, MASK_ALL);
}

void pic_start(void)
{
	start_one(FIRST_COMMAND, TRAP_PIC_FIRST, 1 << SECOND_LINE);
	start_one(SECOND_COMMAND, TRAP_PIC_FIRST + 8, SECOND_LINE);
}
