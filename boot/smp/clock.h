#pragma once
/* clock: short waits by the ACPI PM timer, which end whatever the timers do.
 *
 * By the power management timer (ACPI 6.5, 4.8.3.3). Where it is missing
 * or stands still, reads of a port pass the time: each takes about a
 * microsecond on the bus, and some less under a hypervisor. */
#include <stdbool.h>
#include <stdint.h>

/* Once, before clock_wait; reads ACPI's tables. */
void clock_start(void);

/* Until `is_done` says so (NULL: never), or that many microseconds have passed.
 * True if it said so. */
bool clock_wait(uint32_t microseconds, bool (*is_done)(void));
