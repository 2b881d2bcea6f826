#include "boot/smp/apic.h"

#include "abi/x86.h"
#include "boot/base/cpu.h"
#include "boot/memory/memory.h"

#define MSR_BASE         0x1b
#define BASE_X2APIC      0x400
#define BASE_ENABLED     0x800
#define BASE_ADDRESS     0xfffff000	/* reachable: below 4 GiB */
#define MSR_COMMAND      0x830		/* x2APIC: one register of 64 bits */
#define COMMAND_LOW      0x300
#define COMMAND_HIGH     0x310
#define COMMAND_PENDING  0x1000
#define COMMAND_INIT     0x4500		/* level assert */
#define COMMAND_START    0x4600
#define PENDING_TRIES    100000
#define XAPIC_ID_END     255		/* 255 is everyone */

static bool is_x2apic(void)
{
	return cpu_read_msr(MSR_BASE) & BASE_X2APIC;
}

bool apic_can_reach(uint32_t apic_id)
{
	uint64_t base = cpu_read_msr(MSR_BASE);

	if (!(base & BASE_ENABLED))
		return false;
	return base & BASE_X2APIC || (apic_id < XAPIC_ID_END && base >> 32 == 0);
}

static volatile uint32_t *apic_register(unsigned offset)
{
	return memory_at((cpu_read_msr(MSR_BASE) & BASE_ADDRESS) + offset);
}

static void command(uint32_t apic_id, uint32_t what)
{
	if (is_x2apic()) {
		cpu_write_msr(MSR_COMMAND, (uint64_t)apic_id << 32 | what);
		return;
	}
	for (int i = 0; i < PENDING_TRIES; i++)
		if (!(*apic_register(COMMAND_LOW) & COMMAND_PENDING))
			break;
	*apic_register(COMMAND_HIGH) = apic_id << 24;
	*apic_register(COMMAND_LOW) = what;
}

void apic_send_init(uint32_t apic_id)
{
	command(apic_id, COMMAND_INIT);
}

void apic_send_start(uint32_t apic_id, uint64_t page)
{
	command(apic_id, COMMAND_START | (uint32_t)(page / X86_PAGE_SIZE));
}
