#pragma once
/* acpi_power: S5 and the reset register: what ACPI's fixed hardware can do to
 * the machine as a whole (ACPI 6.5, 4.8.3, 5.2.9, 7.4.2). Interrupts off. */
#include <ingot/reason.h>

/* Enters S5, soft off. Returns only if that failed, with the reason. */
MUST_CHECK const char *acpi_power_off(void);

/* Writes the reset register, if there is one that can be reached. */
void acpi_power_reset(void);
