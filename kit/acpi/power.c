/* power: see <ingot/power.h>. */
#include <ingot/boot_info.h>
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/power.h>
#include <runtime.h>

#include "abi/pc.h"
#include "kit/acpi/acpi_power.h"
#include "kit/base/delay.h"

#define RESET_WAIT_MS 10 /* for each means to work */

_Noreturn void power_off(void)
{
	const char *reason = "the kernel has not started";

	cpu_interrupts_off();
	console_drain();
	if (boot_info_get())
		reason = acpi_power_off();
	runtime_report_print("power: cannot power off: %s\n", reason);
	power_halt();
}

static void reset_by_chipset(void)
{
	cpu_out8(PC_PORT_RESET, PC_RESET_SYSTEM);
	cpu_out8(PC_PORT_RESET, PC_RESET_SYSTEM | PC_RESET_NOW);
	delay_about_ms(RESET_WAIT_MS);
}

static void reset_by_keyboard(void)
{
	cpu_out8(PC_KEYBOARD_COMMAND, PC_KEYBOARD_RESET);
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
	if (boot_info_get()) {
		acpi_power_reset();
		delay_about_ms(RESET_WAIT_MS);
	}
	reset_by_chipset();
	reset_by_keyboard();
	reset_by_fault();
}
