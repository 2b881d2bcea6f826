/* Archives in the booted machine. What an archive may be, and every way that
 * it may be damaged, is tested on the host. */
#include <ingot/tar.h>
#include <ingot/test.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One file, "motd", and the end mark. */
static unsigned char *make_archive(void)
{
	unsigned char *bytes = calloc(4, 512);
	unsigned sum = 0;

	REQUIRE(bytes != NULL);
	memcpy(bytes, "./motd", 6);
	memcpy(bytes + 100, "0000644", 8);
	memcpy(bytes + 124, "00000000010", 12);
	memcpy(bytes + 136, "00000000000", 12);
	bytes[156] = '0';
	memcpy(bytes + 257, "ustar\00000", 8);
	memset(bytes + 148, ' ', 8);
	for (size_t i = 0; i < 512; i++)
		sum += bytes[i];
	snprintf((char *)bytes + 148, 8, "%06o", sum);
	memcpy(bytes + 512, "welcome\n", 8);
	return bytes;
}

TEST(tar_reads_an_archive)
{
	unsigned char *bytes = make_archive();
	static struct tar_entry entry;
	struct tar tar;

	tar_open(&tar, bytes, 4 * 512);
	REQUIRE(tar_find(&tar, "/motd", &entry) == NULL);
	CHECK_EQ(entry.size_bytes, 8);
	CHECK(memcmp(entry.data, "welcome\n", 8) == 0);
	CHECK(tar_next(&tar, &entry));
	CHECK(!tar_next(&tar, &entry));
	CHECK_STR_EQ(tar.error, NULL);
	free(bytes);
}

TEST(tar_refuses_a_damaged_archive)
{
	unsigned char *bytes = make_archive();
	static struct tar_entry entry;
	struct tar tar;

	tar_open(&tar, bytes, 512 + 7);
	CHECK(!tar_next(&tar, &entry));
	CHECK_STR_EQ(tar.error, "a file extends past the end of the archive");
	bytes[3]++;
	tar_open(&tar, bytes, 4 * 512);
	CHECK_STR_EQ(tar_find(&tar, "motd", &entry), "an archive header has a wrong checksum");
	free(bytes);
}

TEST(tar_names_a_module_that_is_not_there)
{
	struct tar tar;

	CHECK_STR_EQ(tar_open_module(&tar, "no such module"), "no module of this name was loaded");
}
