/* boot/elf/note.c: what a kernel says of itself. */
#include "tests/unit/boot/fake.h"

#include "abi/boot_info.h"
#include "abi/elf.h"
#include "boot/elf/note.h"

static struct note_requests requests;
static uint8_t bytes[512];
static size_t size;

static void setup_empty(void)
{
	memset(&requests, 0, sizeof requests);
	memset(bytes, 0, sizeof bytes);
	size = 0;
}

static void add(const char *name, uint32_t type, const void *descriptor, uint32_t length)
{
	struct elf_note note = { le32_of((uint32_t)strlen(name) + 1), le32_of(length),
		                 le32_of(type) };

	memcpy(bytes + size, &note, sizeof note);
	size += sizeof note;
	strcpy((char *)bytes + size, name);
	size += (strlen(name) + 4) & ~(size_t)3;
	memcpy(bytes + size, descriptor, length);
	size += (length + 3) & ~3u;
}

static void add_abi(void)
{
	struct boot_abi abi = { BOOT_INFO_VERSION, sizeof(struct boot_info) };

	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, sizeof abi);
}

static void add_config(struct boot_config config)
{
	config.version = BOOT_CONFIG_VERSION;
	config.size_bytes = sizeof config;
	add(BOOT_NOTE_NAME, BOOT_NOTE_CONFIG, &config, sizeof config);
}

static void take(void)
{
	note_read(&requests, bytes, size);
	note_check(&requests);
}

TEST(abi_alone_gives_defaults)
{
	setup_empty();
	add("GNU", 5, "xyz", 3);
	add_abi();
	assert_taken(take());
	assert_int_equal(requests.config.kernel_stack_size, BOOT_STACK_SIZE_DEFAULT);
	assert_int_equal(requests.config.physical_memory.mode, BOOT_MAP_MODE_AT);
	assert_true(requests.config.physical_memory.address == BOOT_PHYSICAL_MAP_DEFAULT);
}

TEST(absence_is_named)
{
	setup_empty();
	assert_refused(ERROR_NOTE_MISSING, take());
	add("GNU", BOOT_NOTE_ABI, "12345678", 8);
	assert_refused(ERROR_NOTE_MISSING, take());
}

TEST(unknown_versions_and_sizes_are_refused)
{
	struct boot_abi abi = { BOOT_INFO_VERSION + 1, sizeof(struct boot_info) };

	setup_empty();
	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, sizeof abi);
	assert_refused(ERROR_NOTE_VERSION, take());
	setup_empty();
	abi = (struct boot_abi){ BOOT_INFO_VERSION, sizeof(struct boot_info) + 1 };
	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, sizeof abi);
	assert_refused(ERROR_NOTE_VERSION, take());
	setup_empty();
	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, 4);
	assert_refused(ERROR_NOTE_VERSION, take());
	setup_empty();
	add_abi();
	add(BOOT_NOTE_NAME, 77, &abi, sizeof abi);
	assert_refused(ERROR_NOTE_VERSION, take());
	setup_empty();
	add_abi();
	add(BOOT_NOTE_NAME, BOOT_NOTE_CONFIG, &(struct boot_config){ .version = 9 },
	    sizeof(struct boot_config));
	assert_refused(ERROR_NOTE_VERSION, take());
}

TEST(twice_is_refused)
{
	setup_empty();
	add_abi();
	add_abi();
	assert_refused(ERROR_NOTE_FORMAT, take());
	setup_empty();
	add_abi();
	add_config((struct boot_config){ 0 });
	add_config((struct boot_config){ 0 });
	assert_refused(ERROR_NOTE_FORMAT, take());
}

static int error_of_config(struct boot_config config)
{
	setup_empty();
	add_abi();
	add_config(config);
	TRY(take());
	return fake.error;
}

TEST(requests_are_checked)
{
	const uint64_t unaligned = BOOT_PHYSICAL_MAP_DEFAULT + 4096;

	assert_int_equal(0, error_of_config((struct boot_config){ .kernel_stack_size = 5000 }));
	assert_int_equal(requests.config.kernel_stack_size, 8192);
	assert_int_equal(ERROR_CONFIG_STACK,
	                 error_of_config((struct boot_config){ .kernel_stack_size = 100 }));
	assert_int_equal(ERROR_CONFIG_STACK,
	                 error_of_config((struct boot_config){ .kernel_stack_size = UINT64_MAX }));
	assert_int_equal(ERROR_CONFIG_FLAGS, error_of_config((struct boot_config){ .flags = 4 }));
	assert_int_equal(0,
	                 error_of_config((struct boot_config){ .physical_memory = { 0, 1, 0 } }));
	assert_int_equal(ERROR_CONFIG_MAP, error_of_config((struct boot_config){
						   .physical_memory = { unaligned, 1, 0 } }));
	assert_int_equal(ERROR_CONFIG_MAP,
	                 error_of_config((struct boot_config){ .physical_memory = { 0, 4, 0 } }));
	assert_int_equal(0,
	                 error_of_config((struct boot_config){ .physical_memory = { 5, 2, 0 } }));
	assert_true(requests.config.physical_memory.address == 0);
}

TEST(defaults_are_explicit)
{
	assert_int_equal(0, error_of_config((struct boot_config){ 0 }));
	assert_true(requests.config.kernel_stack_top == BOOT_STACK_TOP_ADDRESS);
	assert_true(requests.config.boot_info_address == BOOT_INFO_ADDRESS);
	assert_true(requests.config.kaslr.base == BOOT_KASLR_BASE_DEFAULT);
	assert_int_equal(requests.config.kaslr.mode, BOOT_OFF);
	assert_int_equal(requests.config.smp, BOOT_OFF);
	assert_int_equal(requests.config.paging_5_levels, BOOT_OFF);
	assert_int_equal(requests.config.framebuffer.min_width, BOOT_FRAMEBUFFER_WIDTH_DEFAULT);
}

TEST(requests_of_version_2_are_checked)
{
	assert_int_equal(ERROR_CONFIG_MAP, error_of_config((struct boot_config){
						   .kernel_stack_top = 0x7fffffff0001 }));
	assert_int_equal(ERROR_CONFIG_STACK,
	                 error_of_config((struct boot_config){ .kernel_stack_top = 0x1000 }));
	assert_int_equal(ERROR_CONFIG_MAP,
	                 error_of_config((struct boot_config){ .boot_info_address = 0x10 }));
	assert_int_equal(ERROR_CONFIG_FLAGS,
	                 error_of_config((struct boot_config){ .kaslr = { .mode = 3 } }));
	assert_int_equal(ERROR_CONFIG_MAP,
	                 error_of_config((struct boot_config){
				 .kaslr = { .mode = 1, .base = 0x1000, .size_bytes = 0x1001 } }));
	assert_int_equal(ERROR_CONFIG_FLAGS,
	                 error_of_config((struct boot_config){ .framebuffer = { .mode = 2 } }));
	assert_int_equal(ERROR_CONFIG_MAP,
	                 error_of_config((struct boot_config){ .recursive_index = 512 }));
	assert_int_equal(0, error_of_config((struct boot_config){
				    .recursive_index = BOOT_RECURSIVE_ANY }));
	assert_int_equal(ERROR_CONFIG_FLAGS, error_of_config((struct boot_config){ .smp = 3 }));
	assert_int_equal(0, error_of_config((struct boot_config){
				    .minimum_loader = BOOT_PROTOCOL_VERSION }));
	assert_int_equal(ERROR_NOTE_VERSION,
	                 error_of_config((struct boot_config){
				 .minimum_loader = BOOT_PROTOCOL_VERSION_OF(99, 1) }));
	assert_non_null(strstr(fake.sentence, "needs boot protocol 99.1"));
}

/* A kernel of the first version says less, and means the defaults. */
TEST(version_1_is_still_taken)
{
	struct boot_abi abi = { 1, BOOT_INFO_SIZE_V1 };
	struct boot_config config = { .version = 1,
		                      .size_bytes = BOOT_CONFIG_SIZE_V1,
		                      .kernel_stack_size = 8192 };

	setup_empty();
	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, sizeof abi);
	add(BOOT_NOTE_NAME, BOOT_NOTE_CONFIG, &config, BOOT_CONFIG_SIZE_V1);
	assert_taken(take());
	assert_int_equal(requests.config.kernel_stack_size, 8192);
	assert_int_equal(requests.config.smp, BOOT_OFF);
	setup_empty();
	add_abi();
	add(BOOT_NOTE_NAME, BOOT_NOTE_CONFIG, &config, sizeof config);
	assert_refused(ERROR_NOTE_VERSION, take());
	abi.boot_info_size_bytes++;
	setup_empty();
	add(BOOT_NOTE_NAME, BOOT_NOTE_ABI, &abi, sizeof abi);
	assert_refused(ERROR_NOTE_VERSION, take());
}

static void try_notes(const uint8_t *notes)
{
	TRY(note_read(&requests, notes, size));
}

TEST(damaged_notes_stay_inside)
{
	uint32_t seed = 7;

	for (int round = 0; round < 20000; round++) {
		uint8_t *exact;

		setup_empty();
		add_abi();
		add_config((struct boot_config){ 0 });
		for (int i = 0; i < 3; i++)
			bytes[fake_random(&seed) % size] = (uint8_t)fake_random(&seed);
		size = fake_random(&seed) % (size + 1);
		exact = malloc(size + 1);
		memcpy(exact, bytes, size);
		try_notes(exact);
		free(exact);
	}
}
