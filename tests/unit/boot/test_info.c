/* boot/core/info.c: boot info is written, and never past its place. */
#include "tests/unit/boot/fake.h"

#include "boot/base/random.h"
#include "boot/core/info.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"
#include "boot/memory/physical_map.h"
#include "boot/smp/cpus.h"

static struct boot_cpu cpu;
static struct elf_kernel kernel;
static struct handoff handoff;
static struct info info;

/* clang-format off */
struct boot_cpus cpus_list(void) { return (struct boot_cpus){ &cpu, 1 }; }
uint64_t random_word(void) { return 7; }
enum boot_random_source random_source(void) { return BOOT_RANDOM_RDRAND; }
unsigned paging_levels(void) { return 4; }
enum boot_firmware firmware_kind(void) { return BOOT_FIRMWARE_BIOS; }
uint32_t firmware_boot_drive(void) { return 0x80; }
struct boot_text_screen firmware_text_screen(void) { return (struct boot_text_screen){ 0 }; }
uint64_t firmware_acpi_rsdp(void) { return 0; }
uint64_t firmware_smbios(void) { return 0; }
struct boot_device firmware_boot_device(void) { return (struct boot_device){ 0 }; }
struct boot_efi firmware_efi(void) { return (struct boot_efi){ 0 }; }
/* clang-format on */

static void setup(void)
{
	fake_start_ram(1 << 21);
	kernel = (struct elf_kernel){ .segment_count = 1 };
	info = (struct info){ 0 };
	handoff =
		(struct handoff){ .kernel = &kernel, .command_line = "quiet", .map_end = 1 << 30 };
}

static void teardown(void)
{
	fake_end();
}
AROUND_EACH_TEST(setup, teardown);

TEST(all_is_in_its_place)
{
	assert_taken(info_write(&info, &handoff));
	assert_taken(info_finish(&info));
	assert_true(info.boot->magic == BOOT_INFO_MAGIC);
	assert_int_equal(info.boot->boot_drive, 0x80);
	assert_true(info.used_bytes <= info.size_bytes);
}

/* No conf has such a line: this is what stands between a mistake of ours and
 * somebody else's memory. */
TEST(it_ends_where_its_place_ends)
{
	char *line = malloc(INFO_SIZE_MAX + 1);

	memset(line, 'x', INFO_SIZE_MAX);
	line[INFO_SIZE_MAX] = '\0';
	handoff.command_line = line;
	assert_refused(ERROR_HANDOFF, info_write(&info, &handoff));
	free(line);
}
