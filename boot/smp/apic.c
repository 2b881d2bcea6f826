#include "boot/smp/apic.h"

#include "abi/apic.h"
#include "boot/base/cpu.h"
#include "boot/memory/memory.h"

#define PENDING_TRIES 100000
#define XAPIC_ID_END  255 /* 255 is everyone */

static bool is_x2apic(void)
{
	return cpu_read_msr(APIC_MSR_BASE) & APIC_BASE_X2APIC;
}

bool apic_can_reach(uint32_t apic_id)
{
	uint64_t base = cpu_read_msr(APIC_MSR_BASE);

	if (!(base & APIC_BASE_ENABLED))
		return false;
	return base & APIC_BASE_X2APIC || (apic_id < XAPIC_ID_END && base >> 32 == 0);
}

static volatile uint32_t *apic_register(enum apic_register which)
{
	/* Below 4 GiB: apic_can_reach. */
	return memory_at((cpu_read_msr(APIC_MSR_BASE) & (uint32_t)APIC_BASE_ADDRESS) + which);
}

static void command(uint32_t apic_id, uint32_t what)
{
	if (is_x2apic()) {
		cpu_write_msr(APIC_MSR_COMMAND, (uint64_t)apic_id << 32 | what);
		return;
	}
	for (int i = 0; i < PENDING_TRIES; i++)
		if (!(*apic_register(APIC_COMMAND) & APIC_COMMAND_PENDING))
			break;
	*apic_register(APIC_COMMAND_TO) = apic_id << 24;
	*apic_register(APIC_COMMAND) = what;
}

void apic_send_init(uint32_t apic_id)
{
	command(apic_id, APIC_COMMAND_ASSERT | APIC_COMMAND_INIT);
}

void apic_send_start(uint32_t apic_id, uint64_t page)
{
	command(apic_id,
	        APIC_COMMAND_ASSERT | APIC_COMMAND_STARTUP | (uint32_t)(page / X86_PAGE_SIZE));
}
