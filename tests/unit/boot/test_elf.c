/* boot/elf/elf.c with relocate.c, space.c and note.c: kernels taken, refused, and loaded into
 * memory that is not clean. The file is an array: file_read is faked here. */
#include "tests/unit/boot/fake.h"

#include "abi/boot_info.h"
#include "abi/elf.h"
#include "boot/base/random.h"
#include "boot/elf/elf.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"

#define RAM_SIZE  (16u << 20)
#define FILE_SIZE 0x4000u
#define BASE      0xffffffff80000000ull
#define CODE      0 /* numbers of the program headers */
#define DATA      1
#define NOTE      2
#define COUNT     3

static uint8_t bytes[FILE_SIZE];
static uint8_t was_read[FILE_SIZE]; /* 1 for each byte that was asked for */
static struct file file;
static struct elf_kernel kernel;
static struct space space;

void file_read(struct file *from, uint64_t offset_bytes, void *to, uint64_t size_bytes)
{
	if (offset_bytes > from->size_bytes || size_bytes > from->size_bytes - offset_bytes)
		abort(); /* the promise of files.h is the caller's to keep */
	memset(was_read + offset_bytes, 1, size_bytes);
	if (size_bytes)
		memcpy(to, bytes + offset_bytes, size_bytes);
}

static uint64_t next_random;

uint64_t random_word(void)
{
	return next_random;
}

static struct elf_header *header(void)
{
	return (struct elf_header *)bytes;
}

static struct elf_segment *segment(size_t i)
{
	return (struct elf_segment *)(bytes + sizeof(struct elf_header)) + i;
}

static void put_segment(size_t i, uint32_t type, uint32_t flags, uint64_t offset,
                        uint64_t file_size, uint64_t address, uint64_t memory_size)
{
	*segment(i) = (struct elf_segment){
		.type = le32_of(type),
		.flags = le32_of(flags),
		.offset = le64_of(offset),
		.virtual_address = le64_of(address),
		.file_size = le64_of(file_size),
		.memory_size = le64_of(memory_size),
	};
}

static void put_note(void)
{
	struct boot_abi abi = { BOOT_INFO_VERSION, sizeof(struct boot_info) };
	struct elf_note note = { le32_of(6), le32_of(sizeof abi), le32_of(BOOT_NOTE_ABI) };

	memcpy(bytes + 0x3000, &note, sizeof note);
	memcpy(bytes + 0x3000 + 12, BOOT_NOTE_NAME, 6);
	memcpy(bytes + 0x3000 + 20, &abi, sizeof abi);
}

/* A kernel of two segments: code at BASE + 0x10, data with .bss behind it. */
static void make_kernel(void)
{
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i % 253 + 1);
	*header() = (struct elf_header){
		.magic = { 0x7f, 'E', 'L', 'F' },
		.class = ELF_CLASS_64,
		.data = ELF_DATA_LSB,
		.ident_version = ELF_VERSION,
		.type = le16_of(ELF_TYPE_EXEC),
		.machine = le16_of(ELF_MACHINE_X86_64),
		.version = le32_of(ELF_VERSION),
		.entry = le64_of(BASE + 0x20),
		.segments_offset = le64_of(sizeof(struct elf_header)),
		.segment_entry_size = le16_of(sizeof(struct elf_segment)),
		.segment_count = le16_of(COUNT),
	};
	put_segment(CODE, ELF_SEGMENT_LOAD, ELF_SEGMENT_R | ELF_SEGMENT_X, 0x1010, 0x800,
	            BASE + 0x10, 0x800);
	put_segment(DATA, ELF_SEGMENT_LOAD, ELF_SEGMENT_R | ELF_SEGMENT_W, 0x2000, 0x123,
	            BASE + 0x2000, 0x2345);
	put_segment(NOTE, ELF_SEGMENT_NOTE, ELF_SEGMENT_R, 0x3000, 28, 0, 0);
	put_note();
	file = (struct file){ .size_bytes = FILE_SIZE };
	space = (struct space){ .count = 0 };
}

static void open_it(void)
{
	elf_open(&kernel, &file);
	elf_place(&kernel, &space);
}

static void setup(void)
{
	fake_start_ram(RAM_SIZE);
	make_kernel();
}

static void teardown(void)
{
	fake_end();
}
AROUND_EACH_TEST(setup, teardown);

TEST(loads_every_byte)
{
	const uint8_t *memory;

	assert_taken(open_it());
	assert_int_equal(kernel.segment_count, 2);
	assert_true(kernel.virtual_base == BASE);
	assert_true(kernel.size_bytes == 0x5000);
	assert_taken(elf_load(&kernel, &file));
	memory = memory_at(page_round_down(kernel.segments[0].physical));
	for (size_t i = 0; i < 0x5000; i++) {
		uint8_t wanted = 0;

		if (i >= 0x10 && i < 0x810)
			wanted = bytes[0x1000 + i];
		if (i >= 0x2000 && i < 0x2123)
			wanted = bytes[i];
		assert_int_equal(memory[i], wanted);
	}
}

/* Debug information and all else that no segment loads stays on the disk. */
TEST(nothing_else_is_read)
{
	memset(was_read, 0, sizeof was_read);
	assert_taken(open_it());
	assert_taken(elf_load(&kernel, &file));
	for (size_t i = 0; i < FILE_SIZE; i++) {
		bool wanted = i < 64 + COUNT * 56 || (i >= 0x1010 && i < 0x1810) ||
		              (i >= 0x2000 && i < 0x2123) || (i >= 0x3000 && i < 0x301c);

		assert_int_equal(was_read[i], wanted);
	}
}

TEST(segments_come_out_by_address)
{
	struct elf_segment first;

	first = *segment(CODE);
	*segment(CODE) = *segment(DATA);
	*segment(DATA) = first;
	assert_taken(open_it());
	assert_true(kernel.segments[0].executable);
	assert_int_equal(kernel.segments[0].number, 1);
	assert_true(kernel.segments[1].writable);
}

TEST(a_big_kernel_keeps_its_phase)
{
	segment(DATA)->memory_size = le64_of(0x300000);
	assert_taken(open_it());
	assert_taken(elf_load(&kernel, &file));
	assert_true(page_round_down(kernel.segments[0].physical) % 0x200000 == 0);
}

TEST(a_kernel_larger_than_memory_is_named)
{
	segment(DATA)->memory_size = le64_of(RAM_SIZE);
	assert_taken(open_it());
	assert_refused(ERROR_MEMORY, elf_load(&kernel, &file));
}

#define assert_header_refused(error, field, value) \
	do { \
		make_kernel(); \
		header()->field = (value); \
		assert_refused((error), open_it()); \
	} while (0)

TEST(other_formats_are_named)
{
	assert_header_refused(ERROR_ELF_FORMAT, magic[1], 'X');
	assert_header_refused(ERROR_ELF_FORMAT, class, 1);
	assert_header_refused(ERROR_ELF_FORMAT, data, 2);
	assert_header_refused(ERROR_ELF_FORMAT, ident_version, 0);
	assert_header_refused(ERROR_ELF_FORMAT, machine, le16_of(183));
	assert_header_refused(ERROR_ELF_TYPE, type, le16_of(1));
	assert_header_refused(ERROR_ELF_HEADERS, segment_entry_size, le16_of(32));
	assert_header_refused(ERROR_ELF_HEADERS, segment_count, le16_of(65));
	assert_header_refused(ERROR_ELF_HEADERS, segments_offset, le64_of(FILE_SIZE));
	assert_header_refused(ERROR_ELF_HEADERS, segments_offset, le64_of(UINT64_MAX));
	assert_header_refused(ERROR_NOTE_MISSING, segment_count, le16_of(0));
	assert_header_refused(ERROR_ELF_ENTRY, entry, le64_of(BASE + 0x810));
	assert_header_refused(ERROR_ELF_ENTRY, entry, le64_of(BASE + 0x2000));
	assert_header_refused(ERROR_ELF_ENTRY, entry, le64_of(0));
	make_kernel();
	file.size_bytes = 63;
	assert_refused(ERROR_ELF_FORMAT, open_it());
	make_kernel();
	put_segment(NOTE, 3, 0, 0, 0, 0, 0);
	assert_refused(ERROR_ELF_TYPE, open_it());
}

#define assert_segment_refused(error, field, value) \
	do { \
		make_kernel(); \
		segment(DATA)->field = (value); \
		assert_refused((error), open_it()); \
	} while (0)

TEST(senseless_segments_are_named)
{
	assert_segment_refused(ERROR_ELF_SEGMENT_FILE, offset, le64_of(FILE_SIZE - 0x122));
	assert_segment_refused(ERROR_ELF_SEGMENT_FILE, offset, le64_of(UINT64_MAX));
	assert_segment_refused(ERROR_ELF_SEGMENT_FILE, file_size, le64_of(UINT64_MAX));
	assert_segment_refused(ERROR_ELF_SEGMENT_FILE, memory_size, le64_of(0x122));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, virtual_address,
	                       le64_of(0x0000800000000000));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, virtual_address,
	                       le64_of(0x00007fffffffe000));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, virtual_address,
	                       le64_of(0xffff7ffffffff000));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, virtual_address,
	                       le64_of(0xfffffffffffff000));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, memory_size, le64_of(UINT64_MAX));
	assert_segment_refused(ERROR_ELF_SEGMENT_ADDRESS, virtual_address, le64_of(0));
	assert_segment_refused(ERROR_ELF_SEGMENT_OVERLAP, virtual_address, le64_of(BASE));
	assert_segment_refused(ERROR_ELF_SEGMENT_OVERLAP, virtual_address, le64_of(BASE + 0x80f));
	assert_segment_refused(ERROR_ELF_SEGMENT_RIGHTS, virtual_address, le64_of(BASE + 0x810));
	assert_segment_refused(ERROR_ELF_SEGMENT_RIGHTS, flags, le32_of(7));
}

TEST(a_segment_may_end_the_address_space)
{
	segment(DATA)->virtual_address = le64_of(0xffffffffffffd000);
	segment(DATA)->memory_size = le64_of(0x3000);
	assert_taken(open_it());
	assert_true(kernel.size_bytes == 0x80000000);
}

TEST(our_areas_are_ours)
{
	space_claim_area(&space, "the stack", BASE + 0x4000, 0x1000);
	assert_refused(ERROR_ELF_AREA, open_it());
	assert_string_equal(fake.sentence,
	                    "segment 1 at 0xffffffff80002000..0xffffffff80004fff "
	                    "overlaps the stack at 0xffffffff80004000..0xffffffff80004fff");
	make_kernel();
	assert_taken(open_it());
	assert_refused(ERROR_ELF_AREA, space_claim_area(&space, "boot info", BASE, 1));
	make_kernel();
	space_claim_area(&space, "the stack", BASE - 0x4000, 0x1000);
	assert_refused(ERROR_CONFIG_MAP,
	               space_claim_area(&space, "memory", BASE - 0x10000000, 0x20000000));
	assert_refused(ERROR_CONFIG_MAP,
	               space_claim_area(&space, "memory", 0xffffffffc0000000, 0x100000000));
}

TEST(segments_may_share_pages)
{
	const uint8_t *memory;

	segment(CODE)->flags = le32_of(ELF_SEGMENT_R);
	segment(DATA)->virtual_address = le64_of(BASE + 0x810);
	header()->segment_count = le16_of(COUNT + 1);
	put_segment(COUNT, ELF_SEGMENT_LOAD, ELF_SEGMENT_R | ELF_SEGMENT_X, 0x1000, 0x800,
	            BASE + 0x10000, 0x800);
	header()->entry = le64_of(BASE + 0x10000);
	assert_taken(open_it());
	assert_int_equal(elf_page_rights(&kernel, BASE), PAGE_WRITE);
	assert_int_equal(elf_page_rights(&kernel, BASE + 0x1000), PAGE_WRITE);
	assert_int_equal(elf_page_rights(&kernel, BASE + 0x10000), PAGE_EXECUTE);
	assert_taken(elf_load(&kernel, &file));
	memory = memory_at(page_round_down(kernel.segments[0].physical));
	assert_int_equal(memory[0x80f], bytes[0x180f]);
	assert_int_equal(memory[0x810], bytes[0x2000]);
	assert_true(kernel.segments[1].physical == kernel.segments[0].physical + 0x800);
	make_kernel();
	segment(DATA)->virtual_address = le64_of(BASE + 0x810);
	assert_refused(ERROR_ELF_SEGMENT_RIGHTS, open_it());
	assert_non_null(strstr(fake.sentence, "shares page 0xffffffff80000000"));
}

TEST(far_segments_need_no_memory_between)
{
	segment(DATA)->virtual_address = le64_of(BASE + 0x40002000);
	assert_taken(open_it());
	assert_true(kernel.size_bytes == 0x40005000);
	assert_taken(elf_load(&kernel, &file));
	assert_memory_equal(memory_at(kernel.segments[1].physical), bytes + 0x2000, 0x123);
	assert_int_equal(((uint8_t *)memory_at(kernel.segments[1].physical))[0x2344], 0);
}

#define DYNAMIC COUNT /* one more header */
#define TABLE   0x80  /* offsets in the data segment */
#define WORD    0x100

static void put_dynamic(uint64_t tag, uint64_t value, size_t i)
{
	((struct elf_dynamic *)(bytes + 0x2000))[i] = (struct elf_dynamic){ le64_of(tag),
		                                                            le64_of(value) };
}

static struct elf_rela *rela(size_t i)
{
	return (struct elf_rela *)(bytes + 0x2000 + TABLE) + i;
}

/* The same kernel, linked at `base` with one relocation. */
static void make_pie(uint64_t base)
{
	make_kernel();
	header()->type = le16_of(ELF_TYPE_DYN);
	header()->entry = le64_of(base + 0x20);
	header()->segment_count = le16_of(COUNT + 1);
	segment(CODE)->virtual_address = le64_of(base + 0x10);
	segment(DATA)->virtual_address = le64_of(base + 0x2000);
	put_segment(DYNAMIC, ELF_SEGMENT_DYNAMIC, ELF_SEGMENT_R | ELF_SEGMENT_W, 0x2000, 64,
	            base + 0x2000, 64);
	put_dynamic(ELF_DYNAMIC_RELA, base + 0x2000 + TABLE, 0);
	put_dynamic(ELF_DYNAMIC_RELA_SIZE, sizeof(struct elf_rela), 1);
	put_dynamic(ELF_DYNAMIC_RELA_ENTRY_SIZE, sizeof(struct elf_rela), 2);
	put_dynamic(ELF_DYNAMIC_END, 0, 3);
	*rela(0) = (struct elf_rela){ le64_of(base + 0x2000 + WORD), le32_of(ELF_X86_64_RELATIVE),
		                      le32_of(0), le64_of(base + 0x20) };
}

static uint64_t relocated_word(void)
{
	uint64_t word;

	memcpy(&word, (uint8_t *)memory_at(kernel.segments[1].physical) + WORD, sizeof word);
	return word;
}

TEST(a_low_pie_goes_to_the_top)
{
	make_pie(0x1000);
	assert_taken(open_it());
	assert_true(kernel.slide == BASE);
	assert_true(kernel.entry == BASE + 0x1020);
	assert_taken(elf_load(&kernel, &file));
	assert_true(relocated_word() == BASE + 0x1020);
	make_pie(BASE);
	assert_taken(open_it());
	assert_true(kernel.slide == 0);
}

static void put_kaslr_note(uint64_t base, uint64_t size)
{
	struct boot_config config = { .version = BOOT_CONFIG_VERSION,
		                      .size_bytes = sizeof config,
		                      .kaslr = { BOOT_ON, 0, base, size } };
	struct elf_note note = { le32_of(6), le32_of(sizeof config), le32_of(BOOT_NOTE_CONFIG) };

	segment(NOTE)->file_size = le64_of(28 + 20 + sizeof config);
	memcpy(bytes + 0x3000 + 28, &note, sizeof note);
	memcpy(bytes + 0x3000 + 28 + 12, BOOT_NOTE_NAME, 6);
	memcpy(bytes + 0x3000 + 28 + 20, &config, sizeof config);
}

TEST(kaslr_stays_in_its_range)
{
	for (next_random = 0; next_random < 3000; next_random += 7) {
		make_pie(0);
		put_kaslr_note(0, 0);
		assert_taken(open_it());
		assert_true(kernel.virtual_base >= BOOT_KASLR_BASE_DEFAULT);
		assert_true(kernel.virtual_base % BOOT_KASLR_STEP == 0);
		assert_true(kernel.virtual_base + kernel.size_bytes <=
		            BOOT_KASLR_BASE_DEFAULT + BOOT_KASLR_SIZE_DEFAULT);
	}
	make_pie(0);
	put_kaslr_note(0xffff900000000000, 0x5000);
	assert_taken(open_it());
	assert_true(kernel.virtual_base == 0xffff900000000000);
	make_pie(0);
	put_kaslr_note(0xffff900000000000, 0x4000);
	assert_refused(ERROR_CONFIG_MAP, open_it());
	make_pie(0x1000); /* its phase in 2 MiB leaves no room */
	put_kaslr_note(0xffff900000000000, 0x5000);
	assert_refused(ERROR_CONFIG_MAP, open_it());
	make_pie(0);
	put_kaslr_note(UINT64_MAX - 0xfff, 0x2000);
	assert_refused(ERROR_CONFIG_MAP, open_it());
	make_kernel();
	put_kaslr_note(0, 0);
	assert_refused(ERROR_ELF_TYPE, open_it());
}

TEST(kaslr_avoids_what_is_taken)
{
	make_pie(0);
	put_kaslr_note(0xffff900000000000, 0x800000);
	space_claim_area(&space, "the stack", 0xffff900000001000, 0x400000);
	next_random = 0;
	assert_taken(open_it());
	assert_true(kernel.virtual_base == 0xffff900000600000);
}

static int error_of_relocation(void)
{
	TRY(open_it());
	if (fake.error)
		return fake.error;
	TRY(elf_load(&kernel, &file));
	return fake.error;
}

#define assert_relocation_refused(change) \
	do { \
		make_pie(0x1000); \
		change; \
		assert_int_equal(error_of_relocation(), ERROR_ELF_RELOCATION); \
	} while (0)

TEST(other_relocations_are_named)
{
	make_pie(0x1000);
	assert_int_equal(error_of_relocation(), 0);
	assert_relocation_refused(rela(0)->type = le32_of(1));
	assert_relocation_refused(rela(0)->symbol = le32_of(1));
	assert_relocation_refused(rela(0)->offset = le64_of(0));
	assert_relocation_refused(rela(0)->offset = le64_of(0x1010));
	assert_relocation_refused(rela(0)->offset = le64_of(0x1000 + 0x2000 + 0x2345 - 7));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_NEEDED, 1, 2));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_REL, 1, 2));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_RELR, 1, 2));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_PLT_SIZE, 24, 2));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_RELA_ENTRY_SIZE, 16, 2));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_RELA_SIZE, 25, 1));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_RELA_SIZE, 24u << 20, 1));
	assert_relocation_refused(put_dynamic(ELF_DYNAMIC_RELA, 0, 0));
	make_pie(0x1000);
	segment(DYNAMIC)->virtual_address = le64_of(0x100000);
	assert_refused(ERROR_ELF_HEADERS, open_it());
}

TEST(tls_is_checked)
{
	header()->segment_count = le16_of(COUNT + 1);
	put_segment(COUNT, ELF_SEGMENT_TLS, ELF_SEGMENT_R, 0x2000, 0x20, BASE + 0x2000, 0x40);
	assert_taken(open_it());
	assert_true(kernel.tls.address == BASE + 0x2000);
	make_kernel();
	header()->segment_count = le16_of(COUNT + 1);
	put_segment(COUNT, ELF_SEGMENT_TLS, ELF_SEGMENT_R, 0x2000, 0x50, BASE + 0x2000, 0x40);
	assert_refused(ERROR_ELF_HEADERS, open_it());
	make_kernel();
	header()->segment_count = le16_of(COUNT + 1);
	put_segment(COUNT, ELF_SEGMENT_TLS, ELF_SEGMENT_R, 0x2000, 0x20, BASE + 0x1000, 0x40);
	assert_refused(ERROR_ELF_HEADERS, open_it());
}

static int error_of_load(void)
{
	TRY(open_it());
	if (fake.error || kernel.size_bytes > RAM_SIZE / 2)
		return fake.error;
	memory_start();
	TRY(elf_load(&kernel, &file));
	return fake.error;
}

TEST(any_damage_is_caught)
{
	uint32_t seed = 9;
	int refused = 0;

	for (int round = 0; round < 20000; round++) {
		make_pie(0x1000);
		for (int i = 0; i < 4; i++)
			bytes[fake_random(&seed) % (64 + (COUNT + 1) * 56)] =
				(uint8_t)fake_random(&seed);
		bytes[0x2000 + fake_random(&seed) % 0x98] = (uint8_t)fake_random(&seed);
		refused += error_of_load() != 0;
	}
	assert_true(refused > 1000);
}

#define RAM fake.regions[0].base

/* The kernel of two segments, which asks to lie `code` and `data` bytes behind the
 * begin of memory. */
static void ask_for_physical(uint64_t code, uint64_t data)
{
	segment(CODE)->physical_address = le64_of(code + 0x10);
	segment(DATA)->physical_address = le64_of(data);
	elf_open(&kernel, &file);
	kernel.requests.config.flags = BOOT_LOAD_AT_PHYSICAL;
	elf_take_memory(&kernel);
}

static uint32_t kind_at(uint64_t address)
{
	struct boot_memory_map map = memory_map();

	for (size_t i = 0; i < map.count; i++)
		if (address - map.regions[i].base < map.regions[i].size_bytes)
			return map.regions[i].kind;
	return 0;
}

TEST(a_kernel_lies_where_its_physical_addresses_are)
{
	uint64_t at = RAM + 0x100000;

	assert_taken(ask_for_physical(at, at + 0x2000));
	assert_int_equal(kind_at(at), BOOT_MEMORY_KERNEL);
	assert_int_equal(kind_at(at + 0x4fff), BOOT_MEMORY_KERNEL);
	assert_taken(elf_place(&kernel, &space));
	assert_taken(elf_load(&kernel, &file));
	assert_memory_equal(memory_at(at + 0x10), bytes + 0x1010, 0x800);
	assert_memory_equal(memory_at(at + 0x2000), bytes + 0x2000, 0x123);
	for (uint64_t i = 0x2123; i < 0x5000; i++)
		assert_int_equal(*(uint8_t *)memory_at(at + i), 0);
}

TEST(segments_may_lie_apart_and_in_another_order)
{
	uint64_t code = RAM + 0x300000, data = RAM + 0x200000;

	assert_taken(ask_for_physical(code, data));
	assert_int_equal(kind_at(code), BOOT_MEMORY_KERNEL);
	assert_int_equal(kind_at(code + 0x1000), BOOT_MEMORY_USABLE);
	assert_int_equal(kind_at(data + 0x2fff), BOOT_MEMORY_KERNEL);
	assert_taken(elf_place(&kernel, &space));
	assert_taken(elf_load(&kernel, &file));
	assert_memory_equal(memory_at(code + 0x10), bytes + 0x1010, 0x800);
	assert_memory_equal(memory_at(data), bytes + 0x2000, 0x123);
}

TEST(without_the_flag_physical_addresses_say_nothing)
{
	segment(CODE)->physical_address = le64_of(0x10);
	assert_taken(elf_open(&kernel, &file));
	assert_taken(elf_take_memory(&kernel));
	assert_taken(elf_place(&kernel, &space));
	assert_taken(elf_load(&kernel, &file));
	assert_true(kernel.segments[0].physical >= RAM);
}

static void physical_refused(uint64_t code, uint64_t data, const char *why)
{
	assert_refused(ERROR_ELF_PHYSICAL, ask_for_physical(code, data));
	assert_non_null(strstr(fake.sentence, why));
}

TEST(physical_addresses_that_are_not_free_are_refused)
{
	uint64_t at = RAM + 0x100000, end = RAM + RAM_SIZE;

	fake.memory_limit = 1ull << 62;
	physical_refused(RAM - 0x1000, at, "is no memory");
	physical_refused(end - 0x1000, end, "is no memory");
	physical_refused(BASE, BASE + 0x2000, "is beyond what the loader reaches");
	physical_refused(0ull - 0x1000, at, "is beyond what the loader reaches");
	memory_take(at + 0x2000, 0x1000, BOOT_MEMORY_MODULE, &end);
	physical_refused(at, at + 0x1000, "is a module's");
	memory_take(at + 0x9000, 0x1000, BOOT_MEMORY_LOADER_RECLAIMABLE, &end);
	physical_refused(at + 0x9000, at, "is the loader's");
	fake.keeps_memory = true;
	physical_refused(at + 0x10000, at + 0x20000, "is the firmware's");
	fake.keeps_memory = false;
}

TEST(physical_addresses_that_do_not_fit_are_refused)
{
	uint64_t at = RAM + 0x100000;

	physical_refused(at, at, "is the kernel's own");
	physical_refused(at + 0x800, at + 0x100000, "differ within their page");
	header()->type = le16_of(ELF_TYPE_DYN);
	physical_refused(at + 0x200000, at + 0x202000, "position-independent");
}

TEST(a_page_that_would_need_two_places_is_refused)
{
	segment(DATA)->flags = le32_of(ELF_SEGMENT_R);
	segment(DATA)->virtual_address = le64_of(BASE + 0x900);
	segment(DATA)->offset = le64_of(0x1900);
	elf_open(&kernel, &file);
	kernel.requests.config.flags = BOOT_LOAD_AT_PHYSICAL;
	kernel.segments[0].physical = RAM + 0x100010;
	kernel.segments[1].physical = RAM + 0x200900;
	assert_refused(ERROR_ELF_PHYSICAL, elf_take_memory(&kernel));
	assert_non_null(strstr(fake.sentence, "share page"));
}
