/* power: see <ingot/power.h>. */
#include <ingot/boot.h>
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/power.h>
#include <stdio.h>

#include "kit/acpi/acpi_power.h"
#include "kit/base/delay.h"

#define RESET_PORT       0xcf9	/* Intel PCH data sheet: Reset Control */
#define RESET_SYSTEM     0x02
#define RESET_NOW        0x04
#define KEYBOARD_COMMAND 0x64	/* 8042: pulse the reset line */
#define KEYBOARD_RESET   0xfe
#define PIIX_CONTROL     0xb004	/* ACPI's PM1 control, as OVMF places it */
#define PM_CONTROL       0x604	/* as other firmware of QEMU's does */
#define PM_SLEEP         0x2000	/* and enters the state 0, which is off there */
#define RESET_WAIT_MS    10	/* for each means to work */

_Noreturn void power_halt(void)
{
	for (;;) {
		cpu_interrupts_off();
		cpu_halt();
	}
}

_Noreturn void power_off(void)
{
	const char *reason = "the kernel has not started";

	cpu_interrupts_off();
	console_drain();
	if (boot_info_get() != NULL)
		reason = acpi_power_off();
	printf("power: cannot switch off: %s\n", reason);
	power_halt();
}

static void reset_by_chipset(void)
{
	cpu_out8(RESET_PORT, RESET_SYSTEM);
	cpu_out8(RESET_PORT, RESET_SYSTEM | RESET_NOW);
	delay_about_ms(RESET_WAIT_MS);
}

static void reset_by_keyboard(void)
{
	cpu_out8(KEYBOARD_COMMAND, KEYBOARD_RESET);
	delay_about_ms(RESET_WAIT_MS);
}

/* With no vector to go to, an exception shuts the CPU down; the board answers
 * that with a reset. */
_Noreturn static void reset_by_fault(void)
{
	const uint8_t nothing[10] = { 0 };

	__asm__ volatile("lidt %0\n\tint3" : : "m"(nothing) : "memory");
	power_halt();
}

_Noreturn void power_reset(void)
{
	cpu_interrupts_off();
	console_drain();
	if (boot_info_get() != NULL) {
		acpi_power_reset();
		delay_about_ms(RESET_WAIT_MS);
	}
	reset_by_chipset();
	reset_by_keyboard();
	reset_by_fault();
}

/* ACPI's tables are not asked: what reads them is larger than a small kernel. */
_Noreturn void power_exit(unsigned code)
{
	cpu_interrupts_off();
	console_drain();
	if (cpu_has_hypervisor()) {
		cpu_out32(EXIT_PORT, code);
		if (code == EXIT_CODE_SUCCESS) {
			cpu_out16(PM_CONTROL, PM_SLEEP);
			cpu_out16(PIIX_CONTROL, PM_SLEEP);
		}
	}
	power_halt();
}
