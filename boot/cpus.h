#pragma once
/* cpus: the machine's processors, and how all but the first are started and
 * parked (abi/boot_info.h: struct boot_mailbox).
 *
 * In order: cpus_find; where the kernel wished for them, cpus_prepare, which
 * allocates; and once the firmware is left (it minds them until then),
 * cpus_start. Every wait is bounded: a CPU that does not answer is listed as
 * silent and is kept from ever answering. */
#include <stdint.h>

#include "abi/boot_info.h"

/* Reads ACPI's list: the MADT (ACPI 6.5, 5.2.12). */
void cpus_find(void);

/* The list as it is now; valid until the next call here. */
struct boot_cpus cpus_list(void);
