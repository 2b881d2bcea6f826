/* Names, trees and geometries of FAT volumes, before a byte is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/fat.h"
#include "host/base/diag.h"
#include "host/image/fat.h"
#include "tests/unit/unit.h"

#define ARENA_BYTES (256u << 20)

static struct arena arena;
static unsigned char *memory;

static void set_up(void)
{
	arena = arena_new(ARENA_BYTES);
	memory = arena.next;
}

static void tear_down(void)
{
	free(memory);
}
AROUND_EACH_TEST(set_up, tear_down);

static struct fat_name name_of(const char *text)
{
	struct fat_name name;
	const char *reason = fat_name_parse(&name, text, strlen(text));

	if (reason)
		fail_msg("\"%s\" %s", text, reason);
	return name;
}

static struct fat_name folded_of(const char *text)
{
	struct fat_name name = name_of(text);

	return fat_name_fold(&name);
}

static void assert_refused(const char *text, const char *reason)
{
	struct fat_name name;
	const char *actual = fat_name_parse(&name, text, strlen(text));

	assert_non_null(actual);
	if (!strstr(actual, reason))
		fail_msg("\"%s\": \"%s\" does not say \"%s\"", text, actual, reason);
}

TEST(names_that_cannot_be)
{
	char longest[258];

	assert_refused("", "empty");
	assert_refused(".", "dot");
	assert_refused("..", "dot");
	assert_refused("kernel.", "dot");
	assert_refused("kernel ", "space");
	for (const char *c = "\"*/:<>?\\|"; *c; c++)
		assert_refused((char[]){ 'a', *c, 'b', 0 }, "one of the characters");
	assert_refused("a\tb", "control");
	assert_refused("a\x7f", "control");
	memset(longest, 'x', 256);
	longest[256] = '\0';
	assert_refused(longest, "longer than 255");
	longest[255] = '\0';
	assert_int_equal(name_of(longest).size, 255);
}

TEST(bytes_that_are_not_utf8)
{
	static const char *const broken[] = {
		/* clang-format off */
		"\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\x80", "\xe2\x82",
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xff", "a\xfe", "\xf0\x9f\x98",
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_refused(broken[i], "UTF-8");
}

TEST(characters_become_utf16)
{
	static const uint16_t expected[] = { 'g', 0xf6, 0x20ac, 0xd83d, 0xde00, 0xffff };
	struct fat_name name = name_of("g\xc3\xb6\xe2\x82\xac\xf0\x9f\x98\x80\xef\xbf\xbf");

	assert_int_equal(name.size, 6);
	assert_memory_equal(name.unit, expected, sizeof expected);
}

static bool same_name(const char *a, const char *b)
{
	struct fat_name first = folded_of(a), second = folded_of(b);

	return fat_name_equal(&first, &second);
}

TEST(case_does_not_count)
{
	assert_true(same_name("Kernel.ELF", "kERNEL.elf"));
	assert_true(same_name("\xc3\xa4", "\xc3\x84"));  /* a-umlaut */
	assert_true(same_name("\xce\xb1", "\xce\x91"));  /* alpha */
	assert_true(same_name("\xd1\x8f", "\xd0\xaf"));  /* ya */
	assert_true(same_name("\xd1\x90", "\xd0\x80"));  /* ie with grave */
	assert_false(same_name("\xc3\xb7", "\xc3\x97")); /* division, multiplication */
	assert_false(same_name("a", "b"));
	assert_false(same_name("a", "a.b"));
}

static void assert_short(const char *text, const char *expected)
{
	struct fat_name folded = folded_of(text);
	struct fat_short name;
	bool fits = fat_name_shorten(&folded, &name);

	if (fits != (expected != NULL))
		fail_msg("\"%s\" %s 8.3", text, fits ? "fits" : "does not fit");
	if (expected)
		assert_memory_equal(name.byte, expected, FAT_SHORT_SIZE);
}

TEST(names_that_fit_8_3)
{
	assert_short("KERNEL", "KERNEL     ");
	assert_short("kernel", "KERNEL     ");
	assert_short("BOOTX64.EFI", "BOOTX64 EFI");
	assert_short("a", "A          ");
	assert_short("12345678.123", "12345678123");
	assert_short("$%'-_@~.`!(", "$%'-_@~ `!(");
	assert_short("123456789", NULL);
	assert_short("a.1234", NULL);
	assert_short("a.b.c", NULL);
	assert_short(".profile", NULL);
	assert_short("a b", NULL);
	assert_short("a+b", NULL);
	assert_short("\xc3\xa4", NULL);
}

static void assert_alias(const char *text, uint32_t number, const char *expected)
{
	struct fat_name folded = folded_of(text);
	struct fat_short alias = fat_name_alias(&folded, number);

	assert_memory_equal(alias.byte, expected, FAT_SHORT_SIZE);
}

TEST(aliases)
{
	assert_alias("ingot.conf", 1, "INGOT~1 CON");
	assert_alias("a long name.tar", 2, "ALONGN~2TAR");
	assert_alias("a long name.tar", 123456, "A~123456TAR");
	assert_alias("a long name.tar", FAT_ALIAS_MAX, "A~999999TAR");
	assert_alias("kernel.elf.debug", 1, "KERNEL~1DEB");
	assert_alias(".profile", 1, "PROFIL~1   ");
	assert_alias("..x.y", 1, "X~1     Y  ");
	assert_alias(" .txt", 1, "~1      TXT");
	assert_alias("a+b=c", 1, "A_B_C~1    ");
	assert_alias("\xc3\xa4.\xc3\xa4", 1, "_~1     _  ");
	assert_alias("\xf0\x9f\x98\x80", 1, "__~1       ");
}

TEST(checksums)
{
	struct fat_short name;

	memcpy(name.byte, "           ", FAT_SHORT_SIZE);
	assert_int_equal(fat_checksum(name.byte), 0xf7);
	memcpy(name.byte, "FILENAMETXT", FAT_SHORT_SIZE);
	assert_int_equal(fat_checksum(name.byte), 0x3a);
}

static bool make_tree(const char *const *paths, size_t count, struct fat_tree *tree)
{
	struct image_file *files = arena_push(&arena, struct image_file, count);

	for (size_t i = 0; i < count; i++)
		files[i].path = paths[i];
	return fat_tree_make(&arena, files, count, tree);
}

#define MAKE_TREE(tree, ...) \
	make_tree((const char *const[]){ __VA_ARGS__ }, \
	          sizeof(const char *const[]){ __VA_ARGS__ } / sizeof(char *), tree)

TEST(folders_come_from_paths)
{
	struct fat_tree tree;

	assert_true(MAKE_TREE(&tree, "EFI/BOOT/BOOTX64.EFI", "boot/kernel", "efi/boot/other", "x"));
	assert_int_equal(tree.node_count, 8);
	assert_int_equal(tree.nodes[2].parent - tree.nodes, 1); /* EFI/BOOT */
	assert_int_equal(tree.nodes[6].parent - tree.nodes, 2); /* other */
	assert_int_equal(tree.nodes[0].entry_count, 6); /* label, EFI; boot and x with long names */
}

TEST(trees_that_cannot_be)
{
	struct fat_tree tree;
	int errors = diag_error_count();
	char deep[400] = "";

	for (int i = 0; i < 130; i++)
		strcat(deep, "a/");
	strcat(deep, "b");
	assert_false(MAKE_TREE(&tree, "boot/kernel", "BOOT/Kernel"));
	assert_false(MAKE_TREE(&tree, "boot", "boot/kernel"));
	assert_false(MAKE_TREE(&tree, "boot/kernel", "boot"));
	assert_false(MAKE_TREE(&tree, "/boot"));
	assert_false(MAKE_TREE(&tree, "boot//kernel"));
	assert_false(MAKE_TREE(&tree, "boot/"));
	assert_false(MAKE_TREE(&tree, ""));
	assert_false(MAKE_TREE(&tree, "boot/../kernel"));
	assert_false(MAKE_TREE(&tree, deep));
	assert_int_equal(diag_error_count(), errors + 9); /* each exactly once */
}

static const struct fat_node *node_named(const struct fat_tree *tree, const char *text)
{
	struct fat_name name = name_of(text);

	for (size_t i = 1; i < tree->node_count; i++)
		if (fat_name_equal(tree->nodes[i].name, &name))
			return &tree->nodes[i];
	fail_msg("no node \"%s\"", text);
	return NULL;
}

static void assert_short_of(const struct fat_tree *tree, const char *text, const char *expected,
                            bool has_long_name)
{
	const struct fat_node *node = node_named(tree, text);

	assert_memory_equal(node->short_name.byte, expected, FAT_SHORT_SIZE);
	assert_int_equal(node->has_long_name, has_long_name);
}

TEST(aliases_avoid_names)
{
	struct fat_tree tree;

	assert_true(MAKE_TREE(&tree, "module-one", "module-two", "MODULE~1", "module~3",
	                      "sub/module-one", "README", "Readme.txt"));
	assert_short_of(&tree, "module-one", "MODULE~2   ", true);
	assert_short_of(&tree, "module-two", "MODULE~4   ", true);
	assert_short_of(&tree, "MODULE~1", "MODULE~1   ", false);
	assert_short_of(&tree, "module~3", "MODULE~3   ", true);
	assert_short_of(&tree, "README", "README     ", false);
	assert_short_of(&tree, "Readme.txt", "README  TXT", true);
}

TEST(a_root_that_overflows)
{
	const char *paths[FAT_ROOT_ENTRIES_MAX];
	struct fat_tree tree;

	for (int i = 0; i < FAT_ROOT_ENTRIES_MAX; i++)
		paths[i] = text_format(&arena, "F%d", i);
	assert_true(make_tree(paths, FAT_ROOT_ENTRIES_MAX - 1, &tree));
	assert_int_equal(tree.nodes[0].entry_count, FAT_ROOT_ENTRIES_MAX);
	assert_false(make_tree(paths, FAT_ROOT_ENTRIES_MAX, &tree));
}

TEST(sources_that_cannot_be)
{
	struct image_file missing = { "boot/kernel", "/nonexistent/kernel", { NULL, 0 } };
	struct image_file folder = { "boot/kernel", "/", { NULL, 0 } };
	struct fat_tree tree;

	assert_false(fat_tree_make(&arena, &missing, 1, &tree));
	assert_false(fat_tree_make(&arena, &folder, 1, &tree));
	assert_false(fat_tree_make(&arena, &folder, FAT_FILES_MAX + 1, &tree));
}

static void assert_sound(const struct fat_geometry *geometry, uint64_t sectors)
{
	uint32_t n = geometry->cluster_count;
	uint32_t bits = n < FAT12_CLUSTERS_END ? 12 : n < FAT16_CLUSTERS_END ? 16 : 32;
	uint64_t data = (uint64_t)n * geometry->cluster_sectors;
	uint64_t before = geometry->reserved_sectors + 2ull * geometry->table_sectors +
	                  geometry->root_sectors;

	assert_int_equal(geometry->bits, bits);
	assert_int_equal(geometry->sectors, sectors);
	assert_int_equal(before % 8, 0);
	assert_true(before + data <= sectors);
	assert_true(before + data + geometry->cluster_sectors > sectors);
	assert_true((uint64_t)geometry->table_sectors * 512 * 8 >= (n + 2ull) * bits);
	/* MS-DOS and others are off by some clusters around the limits. */
	for (uint32_t limit = FAT12_CLUSTERS_END; limit;
	     limit = limit == FAT12_CLUSTERS_END ? FAT16_CLUSTERS_END : 0)
		assert_true(n + 16 < limit || n >= limit + 16);
}

TEST(geometries_are_sound)
{
	struct fat_geometry geometry;
	unsigned good = 0, tried = 0;

	for (uint64_t sectors = 1; sectors < 1u << 21; sectors += 1 + sectors / 512) {
		tried += sectors > 512;
		if (fat_geometry_plan(&geometry, sectors)) {
			assert_sound(&geometry, sectors);
			good += sectors > 512;
		}
	}
	assert_true(good + 8 > tried && tried > 1000);
	for (uint64_t gib = 1; gib <= 2047; gib += 1 + gib / 8) {
		assert_true(fat_geometry_plan(&geometry, gib << 21));
		assert_sound(&geometry, gib << 21);
	}
}

TEST(volumes_beyond_the_limits)
{
	struct fat_geometry geometry;

	assert_false(fat_geometry_plan(&geometry, 0));
	assert_false(fat_geometry_plan(&geometry, 100));
	assert_true(fat_geometry_plan(&geometry, FAT_SECTORS_MAX));
	assert_false(fat_geometry_plan(&geometry, FAT_SECTORS_MAX + 1ull));
}
