/* boot/smp/cpus.c: who is listed, who is started, and what becomes of a CPU that
 * does not answer. ACPI, the APIC and the clock are faked: time passes at once.
 * Runs on x86_64 alone. */
#include "tests/unit/boot/fake.h"

#include "abi/boot_config.h"
#include "boot/base/cpu.h"
#include "boot/base/jump.h"
#include "boot/memory/paging.h"
#include "boot/smp/acpi_tables.h"
#include "boot/smp/apic.h"
#include "boot/smp/clock.h"
#include "boot/smp/cpus.h"

#define RAM_SIZE   (4u << 20)
#define TABLE_SIZE 4096
#define BRIDGE     0x9f000
#define NO_ONE     0xdead

static uint8_t madt[TABLE_SIZE];
static struct acpi_table table;
static uint64_t mailboxes_at;
static uint32_t answers_late; /* comes with the second START only */
static uint32_t never_answers;
static unsigned inits, starts, waits;

struct acpi_table acpi_table_find(const char *signature)
{
	return strcmp(signature, "APIC") == 0 ? table : (struct acpi_table){ NULL, 0 };
}

bool apic_can_reach(uint32_t apic_id)
{
	return apic_id < 0x10000;
}

void apic_send_init(uint32_t apic_id)
{
	(void)apic_id;
	inits++;
}

static struct boot_mailbox *mailbox_of(uint32_t apic_id)
{
	struct boot_mailbox *mailbox = (struct boot_mailbox *)mailboxes_at;

	while (mailbox->apic_id != apic_id)
		mailbox++;
	return mailbox;
}

void apic_send_start(uint32_t apic_id, uint64_t page)
{
	assert_int_equal(page, BRIDGE);
	starts++;
	if (apic_id == never_answers)
		return;
	if (apic_id == answers_late) {
		answers_late = NO_ONE;
		return;
	}
	mailbox_of(apic_id)->state = MAILBOX_AWAKE;
}

void clock_start(void)
{
}

bool clock_wait(uint32_t microseconds, bool (*is_done)(void))
{
	(void)microseconds;
	assert_true(++waits < 1000); /* every wait must end */
	return is_done && is_done();
}

void paging_map(uint64_t root, uint64_t virtual_address, uint64_t physical, uint64_t size_bytes,
                unsigned rights)
{
	(void)root;
	assert_true(virtual_address == BOOT_MAILBOXES_ADDRESS);
	assert_true(size_bytes >= sizeof(struct boot_mailbox) && rights == PAGE_WRITE);
	mailboxes_at = physical;
}

static void start_table(void)
{
	memset(madt, 0, sizeof madt);
	table = (struct acpi_table){ madt, 44 };
	mailboxes_at = 0;
	inits = starts = waits = 0;
	answers_late = never_answers = NO_ONE;
}

static void add_local_apic(uint8_t apic_id, uint32_t flags)
{
	uint8_t *entry = madt + table.size_bytes;

	entry[0] = 0;
	entry[1] = 8;
	entry[2] = (uint8_t)(apic_id + 1);
	entry[3] = apic_id;
	memcpy(entry + 4, &flags, sizeof flags);
	table.size_bytes += 8;
}

static void add_x2apic(uint32_t apic_id)
{
	uint8_t *entry = madt + table.size_bytes;
	uint32_t words[3] = { apic_id, 1, apic_id + 1 };

	entry[0] = 9;
	entry[1] = 16;
	memcpy(entry + 4, words, sizeof words);
	table.size_bytes += 16;
}

/* IDs that are not that of the CPU this test runs on. */
static uint8_t other(unsigned number)
{
	return (uint8_t)((cpu_apic_id() & 0xff) + 1 + number);
}

static const struct boot_cpu *find(uint32_t apic_id)
{
	struct boot_cpus cpus = cpus_list();

	for (size_t i = 0; i < cpus.count; i++)
		if (cpus.list[i].apic_id == apic_id)
			return &cpus.list[i];
	return NULL;
}

TEST(the_first_alone_without_a_table)
{
	start_table();
	table.bytes = NULL;
	cpus_find();
	assert_int_equal(cpus_list().count, 1);
	assert_int_equal(cpus_list().list[0].state, BOOT_CPU_FIRST);
	cpus_prepare(0);
	assert_int_equal(cpus_mailbox_count(), 0);
	cpus_start(BRIDGE);
	assert_int_equal(starts, 0);
}

TEST(enabled_ones_are_listed_once)
{
	start_table();
	add_local_apic(other(0), 1);
	add_local_apic(other(1), 0);
	add_x2apic(other(0));
	add_x2apic(100000);
	cpus_find();
	assert_int_equal(cpus_list().count, 3);
	assert_int_equal(find(other(0))->state, BOOT_CPU_OFF);
	assert_null(find(other(1)));
	assert_int_equal(find(100000)->acpi_id, 100001);
	cpus_prepare(0);
	assert_int_equal(cpus_mailbox_count(), 1);
}

TEST(all_are_parked)
{
	start_table();
	for (unsigned i = 0; i < 3; i++)
		add_local_apic(other(i), 1);
	answers_late = other(1);
	cpus_find();
	cpus_prepare(0);
	cpus_start(BRIDGE);
	assert_int_equal(inits, 3);
	assert_int_equal(starts, 4);
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(find(other(i))->state, BOOT_CPU_PARKED);
		assert_true(find(other(i))->mailbox ==
		            (struct boot_mailbox *)BOOT_MAILBOXES_ADDRESS + i);
	}
}

TEST(a_silent_one_is_named_and_reset)
{
	start_table();
	for (unsigned i = 0; i < 3; i++)
		add_local_apic(other(i), 1);
	never_answers = other(1);
	cpus_find();
	cpus_prepare(0);
	cpus_start(BRIDGE);
	assert_int_equal(inits, 4);
	assert_int_equal(find(other(0))->state, BOOT_CPU_PARKED);
	assert_int_equal(find(other(1))->state, BOOT_CPU_SILENT);
	assert_null(find(other(1))->mailbox);
	assert_int_equal(mailbox_of(other(1))->state, MAILBOX_GIVEN_UP);
	assert_int_equal(find(other(2))->state, BOOT_CPU_PARKED);
}

TEST(damaged_tables_end)
{
	uint32_t seed = 3;

	for (int round = 0; round < 5000; round++) {
		start_table();
		for (uint32_t i = 44; i < TABLE_SIZE; i++)
			madt[i] = (uint8_t)(fake_random(&seed) % 24);
		table.size_bytes = 44 + fake_random(&seed) % (TABLE_SIZE - 44);
		cpus_find();
		assert_in_range(cpus_list().count, 1, BOOT_CPUS_MAX);
	}
}

/* The numbers that mean every CPU are nobody's: a START sent there wakes us too. */
TEST(everyone_is_no_cpu)
{
	start_table();
	add_local_apic(UINT8_MAX, 1);
	add_x2apic(UINT32_MAX);
	add_local_apic(other(0), 1);
	add_x2apic(UINT8_MAX);
	cpus_find();
	assert_int_equal(cpus_list().count, 3);
	assert_int_equal(find(UINT8_MAX)->acpi_id, UINT8_MAX + 1);
	assert_null(find(UINT32_MAX));
}

TEST(more_than_there_is_room_for)
{
	start_table();
	for (uint32_t i = 0; table.size_bytes + 16 <= TABLE_SIZE; i++)
		add_x2apic(0x10000 + i);
	assert_in_range((TABLE_SIZE - 44) / 16, 0, BOOT_CPUS_MAX);
	cpus_find();
	assert_int_equal(cpus_list().count, (TABLE_SIZE - 44) / 16 + 1);
}

TEST(entries_that_are_cut_or_empty)
{
	start_table();
	add_local_apic(other(0), 1);
	add_local_apic(other(1), 1);
	madt[44 + 8 + 1] = 0;
	cpus_find();
	assert_int_equal(cpus_list().count, 2);
	madt[44 + 8 + 1] = 7; /* shorter than its kind, and what follows is cut */
	cpus_find();
	assert_int_equal(cpus_list().count, 2);
	madt[44 + 8 + 1] = 8;
	table.size_bytes--;
	cpus_find();
	assert_int_equal(cpus_list().count, 2);
	assert_null(find(other(1)));
	table.size_bytes = 44;
	cpus_find();
	assert_int_equal(cpus_list().count, 1);
	table.size_bytes = 36; /* shorter than the table's own beginning */
	cpus_find();
	assert_int_equal(cpus_list().count, 1);
}

static void setup(void)
{
	fake_start_ram(RAM_SIZE);
}

static void teardown(void)
{
	fake_end();
}
AROUND_ALL_TESTS(setup, teardown);
