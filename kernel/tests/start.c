/* What start-up promises: constructors have run, thread-local variables are
 * set, the hand-over is kept. */
#include <ingot/boot.h>
#include <ingot/test.h>
#include <string.h>

/* volatile: or the compiler does the work of the constructor. */
static volatile int constructed;
static _Thread_local int counted = 41;
static _Thread_local char blank[100];

__attribute__((constructor)) static void construct(void)
{
	constructed = constructed + 1;
}

TEST(constructors_run_once)
{
	CHECK_EQ(constructed, 1);
}

TEST(thread_local_variables_are_initialized)
{
	CHECK_EQ(counted, 41);
	counted++;
	CHECK_EQ(counted, 42);
	for (size_t i = 0; i < sizeof blank; i++)
		CHECK_EQ(blank[i], 0);
	memset(blank, 1, sizeof blank);
	CHECK_EQ(counted, 42);
}

TEST(boot_info_is_whole)
{
	const struct boot_info *boot = boot_info_get();

	CHECK_EQ(boot->magic, BOOT_INFO_MAGIC);
	CHECK_EQ(boot->version, BOOT_INFO_VERSION);
	CHECK(boot->size_bytes >= sizeof *boot);
	CHECK(strlen(boot->loader) > 0);
	CHECK(boot->command_line != NULL);
	CHECK(boot->tsc.loader_start < boot->tsc.disk_done);
	CHECK(boot->tsc.disk_done < boot->tsc.kernel_start);
	CHECK(boot->kernel_virtual == 0xffffffff80000000);
}

#ifdef __SSP_STRONG__
extern uintptr_t __stack_chk_guard;

TEST(the_canary_is_as_random_as_the_loader_s_seed)
{
	uint64_t seed;

	memcpy(&seed, boot_info_get()->random.seed, sizeof seed);
	CHECK(seed != 0);
	CHECK_EQ(__stack_chk_guard, seed & ~(uint64_t)0xff);
}
#endif

TEST(boot_info_tells_what_the_machine_has)
{
	const struct boot_info *boot = boot_info_get();

	CHECK_EQ(boot->paging_levels, 4);
	CHECK_EQ(boot->recursive_index, 0);
	CHECK_EQ(boot->kernel_slide, 0);
	CHECK(boot->tsc.loader_start < boot->tsc.loader_ready);
	CHECK(boot->tsc.loader_ready < boot->tsc.disk_done);
	CHECK(boot->firmware == BOOT_FIRMWARE_UEFI || boot->efi.system_table == 0);
	CHECK(boot->firmware == BOOT_FIRMWARE_PVH || boot->device.sector_count > 0);
	CHECK(boot->random.source >= BOOT_RANDOM_RDSEED);
	CHECK(boot->random.source <= BOOT_RANDOM_JITTER);
}

/* Other sources have thread-local variables too, before or after. */
static bool holds(const int *from, size_t count, int value)
{
	for (size_t i = 0; i < count; i++)
		if (from[i] == value)
			return true;
	return false;
}

TEST(boot_info_names_the_tls_template)
{
	const struct boot_tls *tls = &boot_info_get()->tls;

	REQUIRE(tls->image != NULL);
	CHECK(tls->template_size_bytes >= sizeof counted);
	CHECK(tls->size_bytes >= sizeof counted + sizeof blank);
	CHECK_EQ(tls->alignment, 64);
	CHECK(holds(tls->image, tls->template_size_bytes / sizeof(int), 41));
}

TEST(the_first_cpu_is_listed)
{
	const struct boot_cpus *cpus = &boot_info_get()->cpus;
	size_t first = 0;

	for (size_t i = 0; i < cpus->count; i++) {
		const struct boot_cpu *cpu = &cpus->list[i];

		first += cpu->state == BOOT_CPU_FIRST;
		CHECK_EQ(cpu->mailbox != NULL, cpu->state == BOOT_CPU_PARKED);
	}
	CHECK_EQ(first, 1);
}
