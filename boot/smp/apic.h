#pragma once
/* apic: IPIs, messages from this CPU's local APIC to others (Intel SDM 3A,
 * 10.6), in whichever of its modes, xAPIC or x2APIC, the firmware left it. */
#include <stdbool.h>
#include <stdint.h>

/* Whether the APIC is on and has a number wide enough for that CPU. */
bool apic_can_reach(uint32_t apic_id);

void apic_send_init(uint32_t apic_id);

/* STARTUP: real mode at page / 16 : 0. The page lies below 1 MiB. */
void apic_send_start(uint32_t apic_id, uint64_t page);
