/* fw_cfg: the files that ingot.yaml has QEMU hand over. */
#include <ingot/fw_cfg.h>
#include <ingot/paging.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

TEST(fw_cfg_files_are_found_and_read)
{
	struct fw_cfg_file file;
	char text[17] = "";

	REQUIRE(fw_cfg_find("opt/ingot/test", &file) == NULL);
	CHECK_EQ(file.size_bytes, 16);
	REQUIRE(fw_cfg_read(&file, 0, text, 16) == NULL);
	CHECK_STR_EQ(text, "seventeen less 1");
	memset(text, 0, sizeof text);
	REQUIRE(fw_cfg_read(&file, 10, text, 4) == NULL);
	CHECK_STR_EQ(text, "less");
	CHECK(fw_cfg_read(&file, 16, text, 0) == NULL);
}

/* Physical memory behind a buffer need not be in one piece. */
TEST(fw_cfg_reads_across_pages)
{
	unsigned char *pages = aligned_alloc(PAGE_SIZE, 2 * PAGE_SIZE);
	char *at = (char *)pages + PAGE_SIZE - 5;
	struct fw_cfg_file file;

	REQUIRE(pages != NULL);
	memset(pages, 0xaa, 2 * PAGE_SIZE);
	REQUIRE(fw_cfg_find("opt/ingot/test", &file) == NULL);
	REQUIRE(fw_cfg_read(&file, 0, at, 16) == NULL);
	CHECK(memcmp(at, "seventeen less 1", 16) == 0);
	CHECK_EQ(pages[PAGE_SIZE - 6], 0xaa);
	CHECK_EQ(pages[PAGE_SIZE + 11], 0xaa);
	free(pages);
}

TEST(fw_cfg_directory_has_an_end)
{
	const char *why;
	struct fw_cfg_file file;
	size_t count = 0;

	while (!(why = fw_cfg_get(count, &file)))
		count++;
	CHECK(count > 0 && count < FW_CFG_FILES_MAX);
	CHECK_STR_EQ(why, "fw_cfg has no more files");
}

TEST(fw_cfg_says_what_is_wrong)
{
	struct fw_cfg_file file = { .size_bytes = 16 };
	char text[2];

	CHECK_STR_EQ(fw_cfg_read(&file, 15, text, 2), "read past the end of a fw_cfg file");
	CHECK_STR_EQ(fw_cfg_read(&file, SIZE_MAX, text, 2), "read past the end of a fw_cfg file");
	CHECK_STR_EQ(fw_cfg_find("opt/ingot/tes", &file), "fw_cfg has no file of this name");
}
