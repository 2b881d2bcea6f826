/* exit: see <ingot/exit.h>. */
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/exit.h>

#include "abi/acpi_tables.h"

#define PIIX_CONTROL 0xb004 /* ACPI's PM1 control, as OVMF places it */
#define PM_CONTROL \
	0x604 /* as other firmware of QEMU's does;
				 * a sleep enters the state 0, which is off there */

_Noreturn void power_halt(void)
{
	for (;;) {
		cpu_interrupts_off();
		cpu_halt();
	}
}

/* ACPI's tables are not asked: what reads them is larger than a small kernel. */
_Noreturn void power_exit(unsigned code)
{
	cpu_interrupts_off();
	console_drain();
	if (cpu_has_hypervisor()) {
		cpu_out32(EXIT_PORT, code);
		if (code == EXIT_CODE_SUCCESS) {
			cpu_out16(PM_CONTROL, ACPI_PM1_SLEEP);
			cpu_out16(PIIX_CONTROL, ACPI_PM1_SLEEP);
		}
	}
	power_halt();
}
