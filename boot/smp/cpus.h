#pragma once
/* cpus: BSP and APs, the machine's processors, and how all but the first are
 * started (INIT, SIPI) and parked (abi/boot_info.h: struct boot_mailbox).
 *
 * In order: cpus_find; where the kernel requested them, cpus_prepare, which
 * allocates; and once the firmware is left (it minds them until then),
 * cpus_start. Every wait is bounded: a CPU that does not answer is listed as
 * silent and is kept from ever answering. */
#include <stddef.h>
#include <stdint.h>

#include "abi/boot_info.h"

/* Reads ACPI's list: the MADT (ACPI 6.5, 5.2.12). */
void cpus_find(void);

/* A mailbox for each CPU that can be reached, in the kernel's space at
 * BOOT_MAILBOXES_ADDRESS. root: the kernel's tables. */
void cpus_prepare(uint64_t root);

/* 0: there is no one to start. */
size_t cpus_mailbox_count(void);

/* Sends all others, over the bridge, to wait for their mailboxes. */
void cpus_start(uint64_t bridge);

/* The list as it is now; valid until the next call here. */
struct boot_cpus cpus_list(void);
