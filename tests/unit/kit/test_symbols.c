/* kit/base/symbols.c: a table made here by hand, every address of it; and the same table
 * damaged at every byte and cut at every length, each in exactly as many bytes as it has,
 * so that the address sanitizer sees a read beyond them. */
#include "kit/base/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "abi/crc32.h"
#include "abi/symbols.h"
#include "tests/unit/unit.h"

#define BASE 0xffffffff80000010u

static uint8_t table[4096];
static size_t used;

static void seal(uint8_t *bytes, size_t size)
{
	uint32_t crc = CRC32_START;

	memset(bytes + 12, 0, 4);
	for (size_t i = 0; i < size; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ CRC32_POLYNOMIAL : crc >> 1;
	}
	crc = ~crc;
	for (int i = 0; i < 4; i++)
		bytes[12 + i] = (uint8_t)(crc >> 8 * i);
}

static void begin(void)
{
	static const uint8_t header[] = "INGOTSYM\1\0\0\0\0\0\0\0\x10\0\0\x80\xff\xff\xff\xff";

	memcpy(table, header, 24);
	used = 24;
}

static void add(const char *delta, const char *name)
{
	memcpy(table + used, delta, strlen(delta) + 1);
	used += strlen(delta) > 0 ? strlen(delta) : 1;
	memcpy(table + used, name, strlen(name) + 1);
	used += strlen(name) + 1;
}

/* first 0x10..0x14, nothing to 0x94, second from there to 0x194 */
static void make(void)
{
	begin();
	add("", "first");
	add("\4", "");
	add("\x80\1", "second");
	add("\x80\2", "");
	seal(table, used);
}

static bool find(uint64_t offset, struct symbols_place *place)
{
	return symbols_find(table, used, BASE + offset, place);
}

TEST(an_address_has_the_function_before_it)
{
	struct symbols_place place;

	make();
	assert_true(find(0, &place));
	assert_string_equal(place.name, "first");
	assert_int_equal(place.offset, 0);
	assert_true(find(3, &place));
	assert_int_equal(place.offset, 3);
	assert_true(find(0x84, &place));
	assert_string_equal(place.name, "second");
	assert_int_equal(place.offset, 0);
	assert_true(find(0x183, &place));
	assert_string_equal(place.name, "second");
	assert_int_equal(place.offset, 0xff);
}

TEST(between_and_around_functions_is_nothing)
{
	struct symbols_place place;

	make();
	assert_false(find((uint64_t)-1, &place));
	assert_false(find(4, &place));
	assert_false(find(0x83, &place));
	assert_false(find(0x184, &place));
	assert_false(symbols_find(table, used, 0, &place));
	assert_false(symbols_find(table, used, UINT64_MAX, &place));
}

TEST(a_name_that_a_screen_may_obey_is_refused)
{
	static const char *const bad[] = { "a\033[2J", "a b", "\x7f", "\xc3\xa4", "\n" };
	struct symbols_place place;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		begin();
		add("", bad[i]);
		add("\4", "");
		seal(table, used);
		assert_false(find(0, &place));
	}
}

TEST(a_distance_has_at_most_five_bytes)
{
	struct symbols_place place;

	begin();
	add("", "first");
	add("\x80\x80\x80\x80\x01", "");
	seal(table, used);
	assert_true(find(0xfffffff, &place));
	begin();
	add("", "first");
	add("\x80\x80\x80\x80\x80\x01", "");
	seal(table, used);
	assert_false(find(0, &place));
}

/* In exactly size bytes. */
static bool find_in_copy(const uint8_t *bytes, size_t size, uint64_t offset)
{
	uint8_t *copy = malloc(size ? size : 1);
	struct symbols_place place;
	bool is_found;

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	is_found = symbols_find(copy, size, BASE + offset, &place);
	if (is_found)
		assert_true((const uint8_t *)place.name + strlen(place.name) < copy + size);
	free(copy);
	return is_found;
}

TEST(a_damaged_table_has_no_names)
{
	make();
	for (size_t size = 0; size < used; size++)
		assert_false(find_in_copy(table, size, 0));
	for (size_t at = 0; at < used; at++) {
		for (unsigned bits = 1; bits < 256; bits++) {
			table[at] ^= (uint8_t)bits;
			assert_false(find_in_copy(table, used, 0));
			table[at] ^= (uint8_t)bits;
		}
	}
	assert_true(find_in_copy(table, used, 0));
}

/* As a writer with mistakes would: the checksum is that of the damage. */
TEST(a_wrong_table_is_read_within_its_bounds)
{
	uint8_t wrong[sizeof table];
	unsigned found = 0;

	make();
	for (size_t size = 24; size <= used; size++) {
		for (size_t at = 24; at < size; at++) {
			for (unsigned bits = 1; bits < 256; bits++) {
				memcpy(wrong, table, size);
				wrong[at] ^= (uint8_t)bits;
				seal(wrong, size);
				found += find_in_copy(wrong, size, 0x100);
			}
		}
	}
	assert_true(found > 0);
}
