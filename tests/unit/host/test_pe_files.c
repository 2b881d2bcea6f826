/* The loader with files behind it: the head of the program that firmware reads, and the
 * bundle that the loader finds. */
#include <string.h>
#include <unistd.h>

#include "abi/pe.h"
#include "fixture.h"
#include "host/base/os_file.h"
#include "host/image/bundle.h"
#include "host/image/pe_files.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define LOADER_BYTES (2u * PE_ALIGNMENT)

static unsigned char loader[LOADER_BYTES];
static struct pe_head head;

static void make_loader(void)
{
	struct pe_head *old = (struct pe_head *)(loader + PE_HEAD_AT);

	memset(loader, 0, sizeof loader);
	memcpy(old->magic, "PE\0\0", 4);
	old->section_count = le16_of(4);
	old->image_size = le32_of(0x5000);
	old->initialized_size = le32_of(0x1000);
	loader[LOADER_BYTES - 1] = 'e';
}

static bool write_files(const char *kernel)
{
	const struct image_file files[] = {
		{ "boot/kernel", NULL, { (const unsigned char *)kernel, strlen(kernel) } },
	};

	return pe_files_write("net.efi", (struct bytes){ loader, LOADER_BYTES }, files, 1,
	                      OS_REMADE, fixture_scratch);
}

static struct bytes written(void)
{
	struct bytes file;

	assert_true(os_read_file(&fixture_keep, "net.efi", &file));
	memcpy(&head, file.data + PE_HEAD_AT, sizeof head);
	return file;
}

TEST(the_files_are_one_more_section)
{
	make_loader();
	assert_true(write_files("text"));
	struct bytes file = written();
	const struct pe_section *section = &head.sections[4];

	assert_int_equal(file.size, LOADER_BYTES + 2 * BUNDLE_PAGE_SIZE);
	assert_int_equal(le16_get(head.section_count), 5);
	assert_memory_equal(section->name, ".files\0\0", 8);
	assert_int_equal(le32_get(section->address), 0x5000);
	assert_int_equal(le32_get(section->size_bytes), 2 * BUNDLE_PAGE_SIZE);
	assert_int_equal(le32_get(section->file_size_bytes), 2 * BUNDLE_PAGE_SIZE);
	assert_int_equal(le32_get(section->file_offset_bytes), LOADER_BYTES);
	assert_int_equal(le32_get(section->rights), PE_DATA_RIGHTS);
	assert_int_equal(le32_get(head.image_size), 0x5000 + 2 * BUNDLE_PAGE_SIZE);
	assert_int_equal(le32_get(head.initialized_size), 0x1000 + 2 * BUNDLE_PAGE_SIZE);
	assert_int_equal(file.data[LOADER_BYTES - 1], 'e');
	assert_memory_equal(file.data + LOADER_BYTES, BUNDLE_MAGIC, 8);
	assert_memory_equal(file.data + LOADER_BYTES + BUNDLE_PAGE_SIZE, "text", 4);
}

TEST(the_bundle_is_the_one_of_a_direct_start)
{
	const struct image_file files[] = { { "boot/kernel", NULL, { (void *)"text", 4 } } };
	struct bytes bundle;

	make_loader();
	assert_true(write_files("text"));
	assert_true(bundle_write("bundle", files, 1, fixture_scratch));
	assert_true(os_read_file(&fixture_keep, "bundle", &bundle));
	assert_memory_equal(written().data + LOADER_BYTES, bundle.data, bundle.size);
}

TEST(what_firmware_could_not_hold_is_refused)
{
	const struct image_file files[] = { { "boot/kernel", "large", { NULL, 0 } } };

	make_loader();
	fixture_write("large", "");
	assert_int_equal(truncate("large", (off_t)PE_FILES_SIZE_MAX + 1), 0);
	fixture_listen();
	assert_false(pe_files_write("net.efi", (struct bytes){ loader, LOADER_BYTES }, files, 1,
	                            OS_REMADE, fixture_scratch));
	assert_reported("net.efi: error: kernel and modules are larger than 1 GiB "
	                "(PE_FILES_SIZE_MAX)\n"
	                "  hint: firmware loads this file in one piece: boot from a disk\n");
	assert_false(os_file_exists("net.efi"));
}
