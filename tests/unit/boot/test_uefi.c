/* boot/uefi/main.c and memory.c on firmware that breaks its promises: what no
 * machine here does. The firmware's services are functions of the test; what
 * firmware.h wants of the core's fake machine has another name here.
 * Runs on x86_64 alone. */
#include "tests/unit/boot/fake.h"

#include "boot/base/cpu.h"
#include "boot/memory/memory.h"

static bool has_no_execute;
static uint64_t cr4;

/* The processor, as the test says. */
#define cpu_has_no_execute() has_no_execute
#define cpu_read_cr4()       cr4

#define firmware_memory_map   uefi_memory_map
#define firmware_memory_limit uefi_memory_limit
#define firmware_physical_end uefi_physical_end
#define firmware_allocate     uefi_allocate
#define firmware_allocate_low uefi_allocate_low
size_t uefi_memory_map(struct boot_memory_region *regions, size_t limit);
uint64_t uefi_memory_limit(void);
uint64_t uefi_physical_end(void);
uint64_t uefi_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase);
uint64_t uefi_allocate_low(void);
#include "boot/uefi/main.c"
#include "boot/uefi/memory.c"

#define INVALID EFI_INVALID_PARAMETER

static unsigned exits, regions;
static efi_status map_status, exit_status;
static size_t descriptor_size;
static struct efi_loaded_image loaded;
static bool is_loaded;

/* --- What the front end calls ---------------------------------------------- */

/* clang-format off */
void uefi_trap_start(void) { }
void console_start(void) { }
void console_begin_text(void) { }
void screen_end(void) { }
void uefi_disk_start(efi_handle device) { (void)device; }
uint64_t uefi_disk_size(void) { return 0; }
void fat_open_volume(struct fat_volume *v, struct partition p) { (void)v; (void)p; }
/* clang-format on */
bool fat_open(struct fat_file *f, const struct fat_volume *v, const char *p)
{
	return f && v && p && false;
}
void fat_read(struct fat_file *f, uint32_t at, void *to, uint32_t size)
{
	(void)f;
	(void)at;
	(void)to;
	(void)size;
}

_Noreturn void loader_main(uint64_t tsc_start)
{
	(void)tsc_start;
	longjmp(fake.back, 1);
}

/* --- The firmware ---------------------------------------------------------- */

static EFI_CALL efi_status set_watchdog(size_t seconds, uint64_t code, size_t size,
                                        const void *data)
{
	(void)seconds;
	(void)code;
	(void)size;
	(void)data;
	return 0;
}

static EFI_CALL efi_status handle_protocol(efi_handle handle, const struct efi_guid *protocol,
                                           void **interface)
{
	(void)handle;
	(void)protocol;
	*interface = &loaded;
	return is_loaded ? 0 : INVALID;
}

static EFI_CALL efi_status get_memory_map(size_t *size_bytes, void *to, size_t *key,
                                          size_t *one_size, uint32_t *version)
{
	struct efi_memory_descriptor *list = to;

	*key = *version = 1;
	*one_size = descriptor_size;
	for (unsigned i = 0; i < regions; i++) /* none touches the next */
		list[i] = (struct efi_memory_descriptor){ .type = EFI_CONVENTIONAL_MEMORY,
			                                  .page_count = 1,
			                                  .physical_start = (2 * i + 1) *
			                                                    X86_PAGE_SIZE };
	*size_bytes = regions * sizeof *list;
	return map_status;
}

static EFI_CALL efi_status exit_boot_services(efi_handle image, size_t key)
{
	(void)image;
	(void)key;
	exits++;
	return exit_status;
}

static struct efi_boot_services services = {
	.get_memory_map = get_memory_map,
	.handle_protocol = handle_protocol,
	.exit_boot_services = exit_boot_services,
	.set_watchdog_timer = set_watchdog,
};
static struct efi_system_table firmware = { .boot_services = &services };

static void setup(void)
{
	fake_start_ram(1 << 21);
	has_no_execute = is_loaded = true;
	cr4 = exits = 0;
	regions = 1;
	map_status = exit_status = 0;
	descriptor_size = sizeof(struct efi_memory_descriptor);
	uefi.boot = &services;
	uefi.loaded = &loaded;
}

static void teardown(void)
{
	fake_end();
}
AROUND_EACH_TEST(setup, teardown);

static void start(void)
{
	uefi_main(&firmware, &firmware, 0);
}

TEST(good_firmware_is_taken)
{
	assert_taken(start());
	assert_true(uefi.loaded == &loaded);
}

TEST(five_levels_are_refused)
{
	cr4 = X86_CR4_LA57;
	assert_refused(ERROR_UEFI_PAGING, start());
}

TEST(no_execute_is_wanted)
{
	has_no_execute = false;
	assert_refused(ERROR_NO_EXECUTE, start());
}

TEST(what_was_loaded_must_be_said)
{
	is_loaded = false;
	assert_refused(ERROR_FIRMWARE, start());
	assert_non_null(strstr(fake.sentence, "does not say what it loaded"));
}

/* An old key is no reason to give up at once, nor one to go on for ever. */
TEST(boot_services_that_do_not_end)
{
	exit_status = INVALID;
	assert_refused(ERROR_FIRMWARE, firmware_leave());
	assert_int_equal(exits, LEAVE_TRIES);
	exit_status = EFI_ERROR_OF(7);
	assert_refused(ERROR_FIRMWARE, firmware_leave());
	assert_int_equal(exits, LEAVE_TRIES + 1);
}

TEST(maps_that_cannot_be_read)
{
	static struct boot_memory_region list[MEMORY_FIRMWARE_REGIONS_MAX];

	assert_taken(uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	regions = MEMORY_FIRMWARE_REGIONS_MAX + 1;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	regions = 1;
	map_status = EFI_BUFFER_TOO_SMALL;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	map_status = EFI_ERROR_OF(7);
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	map_status = 0;
	descriptor_size = 8;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
}
