#include "boot/smp/cpus.h"

#include <stdbool.h>
#include <stddef.h>

#include "abi/acpi_tables.h"
#include "abi/boot_config.h"
#include "boot/base/cpu.h"
#include "boot/base/jump.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "boot/smp/acpi_tables.h"
#include "boot/smp/apic.h"
#include "boot/smp/clock.h"

#define INIT_WAIT_US   10000 /* SDM 3A, 9.4.4.1; a hypervisor needs none */
#define START_WAIT_US  200
#define ANSWER_WAIT_US 1000000 /* since the last one came; busy hosts are slow */

static struct boot_cpu list[BOOT_CPUS_MAX];
static size_t count;
static struct boot_mailbox *mailboxes; /* where the loader sees them */
static size_t mailbox_count;

/* `everyone` is the number that is no CPU's: a START for it would reach all. */
static void add(uint32_t apic_id, uint32_t everyone, uint32_t acpi_id, uint32_t flags)
{
	if (!(flags & MADT_CPU_ENABLED) || apic_id == everyone || count == BOOT_CPUS_MAX)
		return;
	for (size_t i = 0; i < count; i++)
		if (list[i].apic_id == apic_id)
			return; /* one CPU, listed by both kinds of entry */
	list[count++] = (struct boot_cpu){
		.apic_id = apic_id,
		.acpi_id = acpi_id,
		.state = apic_id == cpu_apic_id() ? BOOT_CPU_FIRST : BOOT_CPU_OFF,
	};
}

static void add_entry(const union madt_entry *e)
{
	if (e->head.type == MADT_LOCAL_APIC && e->head.size_bytes >= sizeof e->local_apic)
		add(e->local_apic.apic_id, UINT8_MAX, e->local_apic.acpi_id,
		    le32_get(e->local_apic.flags));
	if (e->head.type == MADT_X2APIC && e->head.size_bytes >= sizeof e->x2apic)
		add(le32_get(e->x2apic.apic_id), UINT32_MAX, le32_get(e->x2apic.acpi_id),
		    le32_get(e->x2apic.flags));
}

static bool has_first(void)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].state == BOOT_CPU_FIRST)
			return true;
	return false;
}

void cpus_find(void)
{
	struct acpi_table madt = acpi_table_find("APIC");
	uint32_t at = sizeof(struct madt);

	count = mailbox_count = 0;
	while (madt.bytes && at + 2 <= madt.size_bytes) {
		uint8_t size = madt.bytes[at + 1];

		if (size < 2 || size > madt.size_bytes - at)
			break;
		add_entry((const union madt_entry *)(madt.bytes + at));
		at += size;
	}
	if (has_first())
		return;
	if (count == BOOT_CPUS_MAX)
		count--;
	add(cpu_apic_id(), UINT32_MAX, 0, MADT_CPU_ENABLED);
}

static bool can_start(const struct boot_cpu *cpu)
{
	return cpu->state == BOOT_CPU_OFF && apic_can_reach(cpu->apic_id);
}

void cpus_prepare(uint64_t root)
{
	uint64_t base, size = page_round_up(count * sizeof(struct boot_mailbox));

	for (size_t i = 0; i < count; i++)
		mailbox_count += can_start(&list[i]);
	if (!mailbox_count)
		return;
	base = memory_allocate(size, X86_PAGE_SIZE, 0, BOOT_MEMORY_LOADER_RECLAIMABLE,
	                       "the mailboxes of CPUs");
	paging_map(root, BOOT_MAILBOXES_ADDRESS, base, size, PAGE_WRITE);
	mailboxes = memory_at(base);
	mailbox_count = 0;
	for (size_t i = 0; i < count; i++)
		if (can_start(&list[i]))
			mailboxes[mailbox_count++].apic_id = list[i].apic_id;
	clock_start();
}

size_t cpus_mailbox_count(void)
{
	return mailbox_count;
}

/* A CPU and the loader both move the state on from 0: who is first, wins. */
static bool mailbox_take(struct boot_mailbox *mailbox, uint32_t state)
{
	uint32_t expected = 0;

	return __atomic_compare_exchange_n(&mailbox->state, &expected, state, false,
	                                   __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

static bool is_awake(const struct boot_mailbox *mailbox)
{
	return __atomic_load_n(&mailbox->state, __ATOMIC_ACQUIRE) == MAILBOX_AWAKE;
}

static size_t awake_count(void)
{
	size_t awake = 0;

	for (size_t i = 0; i < mailbox_count; i++)
		awake += is_awake(&mailboxes[i]);
	return awake;
}

static bool all_are_awake(void)
{
	return awake_count() == mailbox_count;
}

static size_t seen_awake;

static bool more_are_awake(void)
{
	return awake_count() > seen_awake;
}

/* Until all have come, or none for a while. */
static void wait_for_all(void)
{
	do
		seen_awake = awake_count();
	while (seen_awake < mailbox_count && clock_wait(ANSWER_WAIT_US, more_are_awake));
}

static void send_start(uint64_t bridge)
{
	for (size_t i = 0; i < mailbox_count; i++)
		if (!is_awake(&mailboxes[i]))
			apic_send_start(mailboxes[i].apic_id, bridge);
}

static void list_result(const struct boot_mailbox *mailbox, size_t number, bool is_parked)
{
	for (size_t i = 0; i < count; i++) {
		struct boot_cpu *cpu = &list[i];

		if (cpu->apic_id != mailbox->apic_id)
			continue;
		cpu->state = is_parked ? BOOT_CPU_PARKED : BOOT_CPU_SILENT;
		if (is_parked)
			cpu->mailbox = (struct boot_mailbox *)BOOT_MAILBOXES_ADDRESS + number;
	}
}

/* The second START is for CPUs that missed the first, as the manual has it. One
 * that stays silent gets another INIT, so that it does not awake later, when
 * the bridge is the kernel's memory. */
void cpus_start(uint64_t bridge)
{
	for (size_t i = 0; i < mailbox_count; i++)
		apic_send_init(mailboxes[i].apic_id);
	if (mailbox_count && !cpu_has_hypervisor())
		clock_wait(INIT_WAIT_US, NULL);
	send_start(bridge);
	if (!clock_wait(START_WAIT_US, all_are_awake)) {
		send_start(bridge);
		wait_for_all();
	}
	for (size_t i = 0; i < mailbox_count; i++) {
		bool is_silent = mailbox_take(&mailboxes[i], MAILBOX_GIVEN_UP);

		if (is_silent)
			apic_send_init(mailboxes[i].apic_id);
		list_result(&mailboxes[i], i, !is_silent);
	}
}

struct boot_cpus cpus_list(void)
{
	return (struct boot_cpus){ list, count };
}
