/* boot/uefi/main.c and memory.c on firmware that breaks its promises: what no
 * machine here does. The firmware's services are functions of the test; what
 * firmware.h wants of the core's fake machine has another name here.
 * Runs on x86_64 alone. */
#include "tests/unit/boot/fake.h"

#include "abi/bundle.h"
#include "boot/base/cpu.h"
#include "boot/base/pic.h"
#include "boot/file/crc32.h"
#include "boot/memory/memory.h"

static bool has_no_execute;
static uint64_t cr3, cr4;

/* The processor, as the test says. */
#define cpu_has_no_execute() has_no_execute
#define cpu_read_cr4()       cr4
#define cpu_read_cr3()       cr3
#define cpu_write_cr3(root)  (cr3 = (root))
#define cpu_interrupts_off() ((void)0)
#define pic_mask()           ((void)0)

#define firmware_memory_map   uefi_memory_map
#define firmware_memory_limit uefi_memory_limit
#define firmware_physical_end uefi_physical_end
#define firmware_allocate     uefi_allocate
#define firmware_allocate_low uefi_allocate_low
#define firmware_take         uefi_take
size_t uefi_memory_map(struct boot_memory_region *regions, size_t limit);
uint64_t uefi_memory_limit(void);
uint64_t uefi_physical_end(void);
uint64_t uefi_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase);
uint64_t uefi_allocate_low(void);
bool uefi_take(uint64_t base, uint64_t size_bytes);
#include "boot/uefi/attached.c"
#include "boot/uefi/main.c"
#include "boot/uefi/memory.c"

#define INVALID EFI_INVALID_PARAMETER

#define DESCRIPTORS_MAX 400
#define RUNTIME_CODE    5
#define RUNTIME_DATA    6

static struct efi_memory_descriptor descriptors[DESCRIPTORS_MAX];
static uint64_t page_table[X86_PAGE_ENTRIES] __attribute__((aligned(X86_PAGE_SIZE)));
static unsigned exits, maps, regions, exits_refused;
static size_t more_bytes; /* that the map claims to have */
static bool map_changes;  /* with each call */
static efi_status map_status, exit_status;
static size_t descriptor_size;
static struct efi_loaded_image loaded;
static bool is_loaded;
static uint8_t program[3 * BUNDLE_PAGE_SIZE] __attribute__((aligned(BUNDLE_PAGE_SIZE)));

/* --- What the front end calls ---------------------------------------------- */

static unsigned disk_starts;

/* clang-format off */
void uefi_trap_start(void) { }
void console_start(void) { }
void console_begin_text(void) { }
void screen_end(void) { }
void uefi_disk_start(efi_handle device) { (void)device; disk_starts++; }
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

static void give(uint32_t type, uint64_t base, uint64_t page_count, uint64_t attribute)
{
	assert_true(regions < DESCRIPTORS_MAX);
	descriptors[regions++] = (struct efi_memory_descriptor){
		.type = type,
		.physical_start = base,
		.page_count = page_count,
		.attribute = attribute,
	};
}

/* In steps of descriptor_size, with rubbish in what is behind each. */
static EFI_CALL efi_status get_memory_map(size_t *size_bytes, void *to, size_t *key,
                                          size_t *one_size, uint32_t *version)
{
	uint8_t *at = to;

	maps++;
	*key = maps;
	*version = 1;
	*one_size = descriptor_size;
	assert_true(regions * descriptor_size <= *size_bytes);
	for (unsigned i = 0; i < regions; i++, at += descriptor_size) {
		memset(at, 0xee, descriptor_size);
		memcpy(at, &descriptors[i],
		       descriptor_size < sizeof descriptors[i] ? descriptor_size
		                                               : sizeof descriptors[i]);
	}
	*size_bytes = regions * descriptor_size + more_bytes;
	if (map_changes)
		give(EFI_ACPI_MEMORY_NVS, 0x40000000 + 0x2000ull * regions, 1, 0);
	return map_status;
}

static EFI_CALL efi_status exit_boot_services(efi_handle image, size_t key)
{
	(void)image;
	exits++;
	if (key != maps || exits <= exits_refused)
		return INVALID;
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
	cr3 = (uintptr_t)page_table;
	cr4 = exits = maps = exits_refused = 0;
	more_bytes = 0;
	map_changes = false;
	regions = 0;
	give(EFI_CONVENTIONAL_MEMORY, 0x1000, 1, 0);
	map_status = exit_status = 0;
	descriptor_size = sizeof(struct efi_memory_descriptor);
	uefi.boot = &services;
	uefi.loaded = &loaded;
	memset(program, 0, sizeof program);
	loaded.image_base = (uintptr_t)program;
	disk_starts = 0;
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

/* A program of one section, which has the files: the head, and a bundle of a file. */
static struct bundle_header *attach(uint32_t size_bytes)
{
	struct pe_head *head = (struct pe_head *)(program + PE_HEAD_AT);
	struct bundle_header *bundle = (struct bundle_header *)(program + BUNDLE_PAGE_SIZE);
	struct bundle_member *member = (struct bundle_member *)(bundle + 1);

	head->section_count = le16_of(1);
	memcpy(head->sections[0].name, PE_FILES_NAME, sizeof head->sections[0].name);
	head->sections[0].address = le32_of(BUNDLE_PAGE_SIZE);
	head->sections[0].size_bytes = le32_of(size_bytes);
	*bundle = (struct bundle_header){ .version = le32_of(BUNDLE_VERSION),
		                          .size_bytes = le64_of(2 * BUNDLE_PAGE_SIZE),
		                          .member_count = le32_of(1) };
	memcpy(bundle->magic, BUNDLE_MAGIC, sizeof bundle->magic);
	member->offset_bytes = le64_of(BUNDLE_PAGE_SIZE);
	member->size_bytes = le64_of(4);
	strcpy(member->path, "boot/kernel");
	memcpy(program + (size_t)2 * BUNDLE_PAGE_SIZE, "text", 4);
	uint32_t crc = crc32_update(CRC32_START, bundle, sizeof *bundle);
	bundle->crc = le32_of(~crc32_update(crc, member, sizeof *member));
	return bundle;
}

TEST(files_that_came_with_the_loader_are_read_and_no_disk_is)
{
	struct file file;
	char text[2];

	attach(2 * BUNDLE_PAGE_SIZE);
	assert_taken(start());
	assert_int_equal(disk_starts, 0);
	assert_true(file_open(&file, "boot/KERNEL"));
	assert_int_equal(file.size_bytes, 4);
	assert_ptr_equal(file.in_place, program + (size_t)2 * BUNDLE_PAGE_SIZE);
	file_read(&file, 2, text, sizeof text);
	assert_memory_equal(text, "xt", 2);
	assert_false(file_open(&file, "boot/other"));
	assert_string_equal(file_place(), "the file that the loader came in");
}

TEST(without_files_of_its_own_the_loader_reads_a_disk)
{
	assert_taken(start());
	assert_int_equal(disk_starts, 1);
	assert_string_equal(file_place(), "the EFI system partition");
}

TEST(files_that_were_cut_off_or_damaged_are_refused)
{
	attach(BUNDLE_PAGE_SIZE);
	assert_refused(ERROR_BUNDLE, start());
	attach(2 * BUNDLE_PAGE_SIZE)->member_count.byte[0]++;
	assert_refused(ERROR_BUNDLE, start());
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
	assert_non_null(strstr(fake.sentence, "does not tell which image it loaded"));
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
	for (uint64_t i = 1; i <= MEMORY_FIRMWARE_REGIONS_MAX; i++) /* none touches the next */
		give(EFI_CONVENTIONAL_MEMORY, (2 * i + 1) * X86_PAGE_SIZE, 1, 0);
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	regions = 1;
	map_status = EFI_BUFFER_TOO_SMALL;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	map_status = EFI_ERROR_OF(7);
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	map_status = 0;
	descriptor_size = 8;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	descriptor_size = sizeof(struct efi_memory_descriptor);
	more_bytes = MAP_BYTES_MAX;
	assert_refused(ERROR_MEMORY_MAP, uefi_memory_map(list, MEMORY_FIRMWARE_REGIONS_MAX));
	assert_non_null(strstr(fake.sentence, "provides no memory map"));
}

/* --- Maps as firmware makes them --------------------------------------------- */

/* The core's map, of what UEFI tells now. */
static void start_map(void)
{
	fake.region_count = uefi_memory_map(fake.regions, MEMORY_FIRMWARE_REGIONS_MAX);
	memory_start();
}

/* Newer structures are longer; 44 is nobody's, and no reason to stumble. */
TEST(descriptors_of_any_size)
{
	static const size_t sizes[] = { 40, 44, 48, 56, 64, 128 };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		teardown();
		setup();
		descriptor_size = sizes[i];
		give(EFI_ACPI_MEMORY_NVS, 0x2000, 2, 0);
		give(EFI_BOOT_SERVICES_DATA, 0x100000, 0x100, 0);
		assert_taken(start_map());
		assert_int_equal(memory_map().count, 4);
		assert_int_equal(fake_kind_at(0x3fff), BOOT_MEMORY_ACPI_NVS);
		assert_int_equal(fake_kind_at(0x1fffff), BOOT_MEMORY_USABLE);
	}
}

TEST(types_and_attributes)
{
	static const struct {
		uint32_t type;
		uint64_t attribute;
		enum boot_memory_kind kind;
	} cases[] = {
		{ EFI_LOADER_CODE, 0, BOOT_MEMORY_USABLE },
		{ EFI_BOOT_SERVICES_CODE, 0xf, BOOT_MEMORY_USABLE },
		{ EFI_CONVENTIONAL_MEMORY, 0, BOOT_MEMORY_USABLE },
		{ EFI_CONVENTIONAL_MEMORY, ~EFI_MEMORY_RUNTIME, BOOT_MEMORY_USABLE },
		{ EFI_CONVENTIONAL_MEMORY, EFI_MEMORY_RUNTIME, BOOT_MEMORY_RESERVED },
		{ EFI_BOOT_SERVICES_DATA, UINT64_MAX, BOOT_MEMORY_RESERVED },
		{ EFI_ACPI_RECLAIM_MEMORY, 0, BOOT_MEMORY_ACPI_RECLAIMABLE },
		{ EFI_UNUSABLE_MEMORY, 0, BOOT_MEMORY_BAD },
		{ 0, 0, BOOT_MEMORY_RESERVED },
		{ 14, 0, BOOT_MEMORY_RESERVED }, /* persistent */
		{ 15, 0, BOOT_MEMORY_RESERVED }, /* not accepted yet */
		{ 0x70000000, 0, BOOT_MEMORY_RESERVED },
		{ UINT32_MAX, 0, BOOT_MEMORY_RESERVED },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		give(cases[i].type, 0x100000 + 0x2000 * i, 1, cases[i].attribute);
	assert_taken(start_map());
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(fake_kind_at(0x100000 + 0x2000 * i), cases[i].kind);
}

TEST(entries_without_sense)
{
	give(EFI_CONVENTIONAL_MEMORY, 0x100000, 0x100, 0);
	give(RUNTIME_DATA, 0x180000, 0, EFI_MEMORY_RUNTIME);
	give(EFI_CONVENTIONAL_MEMORY, 0x300000, UINT64_MAX, 0);
	give(EFI_CONVENTIONAL_MEMORY, 0x300000, UINT64_MAX / X86_PAGE_SIZE, 0);
	give(EFI_CONVENTIONAL_MEMORY, 0x300000, 1ull << 52, 0);
	give(EFI_CONVENTIONAL_MEMORY, 0x100000, 0x80, 0);
	give(EFI_ACPI_MEMORY_NVS, 0x1ff000, 0x10, 0);
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x180000), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x1ff000), BOOT_MEMORY_ACPI_NVS);
	assert_int_equal(fake_kind_at(0x300000), 0);
	assert_true(memory_end() == 0x20f000);
	give(EFI_ACPI_MEMORY_NVS, 0x400000, 1ull << 52, 0);
	assert_taken(start_map());
	assert_int_equal(fake_kind_at(0x300000), 0);
	assert_int_equal(fake_kind_at(1ull << 51), BOOT_MEMORY_ACPI_NVS);
}

/* Among what it keeps may be what has no pages, or more than there are. */
TEST(the_last_map_is_kept_to)
{
	give(EFI_CONVENTIONAL_MEMORY, 0x100000, 0x100, 0);
	assert_taken(start_map());
	descriptors[1].type = EFI_BOOT_SERVICES_DATA;
	give(RUNTIME_DATA, 0x180000, 0, EFI_MEMORY_RUNTIME);
	give(RUNTIME_DATA, 0x140000, 1, EFI_MEMORY_RUNTIME);
	give(RUNTIME_CODE, 0x1f0000, UINT64_MAX, EFI_MEMORY_RUNTIME);
	assert_taken(firmware_leave());
	assert_int_equal(fake_kind_at(0x180000), BOOT_MEMORY_USABLE);
	assert_int_equal(fake_kind_at(0x140000), BOOT_MEMORY_RESERVED);
	assert_int_equal(fake_kind_at(0x1f0000), BOOT_MEMORY_RESERVED);
	assert_int_equal(fake_kind_at(0x1ef000), BOOT_MEMORY_USABLE);
	fake_check_order();
}

/* The key of each map is good for one try; the last map is what the kernel gets. */
TEST(boot_services_that_end_late)
{
	exits_refused = LEAVE_TRIES - 1;
	map_changes = true;
	assert_taken(firmware_leave());
	assert_int_equal(exits, LEAVE_TRIES);
	assert_int_equal(firmware_efi().memory_map_size_bytes,
	                 LEAVE_TRIES * sizeof(struct efi_memory_descriptor));
	assert_null(uefi.boot);
}

static void give_anything(uint32_t *seed)
{
	static const uint64_t attributes[] = { 0, 0xf, EFI_MEMORY_RUNTIME };
	uint64_t wild = (uint64_t)fake_random(seed) << 40 ^ fake_random(seed);
	uint64_t base = fake_random(seed) % 8 ? fake_random(seed) % 0x400 * 0x1000 : wild;
	uint64_t pages = fake_random(seed) % 8 ? fake_random(seed) % 0x80 : wild;

	give(fake_random(seed) % 17, base, pages, attributes[fake_random(seed) % 3]);
}

static void try_map(void)
{
	TRY(start_map());
}

TEST(any_map_comes_out_as_it_must)
{
	uint32_t seed = 5;
	int taken = 0;

	for (int round = 0; round < 500; round++) {
		teardown();
		setup();
		descriptor_size += 8 * (fake_random(&seed) % 4);
		for (int i = (int)(fake_random(&seed) % 60); i >= 0; i--)
			give_anything(&seed);
		try_map();
		taken += !fake.error;
		if (!fake.error)
			fake_check_map(fake.regions, fake.region_count);
	}
	assert_true(taken > 400);
}
