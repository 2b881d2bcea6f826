/* kit/console/screen_utf8.c: text in UTF-8 as glyphs, on a screen of pixels and on a VGA's
 * text mode; what is ill-formed, by the Unicode standard's practice (3.9, "U+FFFD
 * Substitution of Maximal Subparts", tables 3-8 to 3-11). */
#include <ingot/screen.h>
#include <stdio.h>
#include <string.h>

#include "kit/console/font.h"
#include "kit/console/terminal.h"
#include "tests/unit/unit.h"

#define COLUMNS 40
#define R       "\357\277\275" /* U+FFFD */

static void draw(uint32_t row, uint32_t column, uint16_t cell)
{
	(void)row, (void)column, (void)cell;
}

static void begin_with(uint8_t replacement)
{
	terminal_open(COLUMNS, 2, replacement, draw);
	screen_use_utf8();
}

static void begin(void)
{
	begin_with(FONT_REPLACEMENT);
}
AROUND_EACH_TEST(begin, NULL);

/* What the screen's first row says when text was written to it from its left edge. */
static const char *shown(const char *text)
{
	static char row[4 * COLUMNS];

	terminal.row = terminal.column = 0;
	terminal_erase(0, 0, COLUMNS);
	terminal_write(text, strlen(text));
	terminal_write("", 0);
	assert_true(screen_read_row(0, row, sizeof row));
	return row;
}

TEST(what_the_font_has)
{
	assert_string_equal(shown("ASCII, Gr\303\274\303\237e"), "ASCII, Gr\303\274\303\237e");
	assert_int_equal(terminal.column, 12); /* a character is a column */
	assert_string_equal(shown("\342\224\214\342\225\220\342\226\210\342\202\254"),
	                    "\342\224\214\342\225\220\342\226\210\342\202\254");
}

/* All of Latin-1, and of the box drawing that code page 437 has. */
TEST(latin_1_and_boxes_are_complete)
{
	for (unsigned c = 0xa0; c < 0x100; c++) {
		char text[] = { (char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)), '.', '\0' };

		assert_string_equal(shown(text), text);
		assert_int_equal((uint8_t)terminal_get_row(0)[0], c);
	}
	for (unsigned c = 0x2500; c < 0x25a0; c++) {
		char text[] = { (char)0xe2, (char)(0x80 | (c >> 6 & 0x3f)),
			        (char)(0x80 | (c & 0x3f)), '\0' };

		begin_with(FONT_REPLACEMENT);
		assert_string_not_equal(shown(text), R);
		assert_true(c < 0x2550 || c > 0x256c || strcmp(shown(text), text) == 0);
		begin_with('?');
		assert_string_not_equal(shown(text), "?");
		assert_true(c < 0x2550 || c > 0x256c || strcmp(shown(text), text) == 0);
	}
}

TEST(what_looks_alike)
{
	assert_string_equal(shown("\342\224\217\342\224\201\342\224\223"), /* heavy */
	                    "\342\224\214\342\224\200\342\224\220");
	assert_string_equal(shown("\342\200\234a\342\200\235 \342\200\223 b\342\200\231s"),
	                    "\"a\" - b's");
	/* Zhe, a smile, and what has the last 16 bits of a small u with dots */
	assert_string_equal(shown("\320\226 \360\237\230\200 \360\220\203\274"), R " " R " " R);
}

TEST(text_mode_has_code_page_437)
{
	begin_with('?');
	assert_string_equal(shown("\303\274 \342\225\224 \317\200"),
	                    "\303\274 \342\225\224 \317\200");
	assert_int_equal((uint8_t)terminal_get_row(0)[0], 0x81);
	assert_int_equal((uint8_t)terminal_get_row(0)[2], 0xc9);
	assert_int_equal((uint8_t)terminal_get_row(0)[4], 0xe3);
	assert_string_equal(shown("\342\225\255\303\277\303\277\303\200!"),
	                    "\342\224\214\303\277\303\277?!");
}

TEST(ill_formed_sequences)
{
	/* tables 3-8 to 3-11 */
	assert_string_equal(shown("\300\257\340\200\277\360\201\202\101"), R R R R R R R R "A");
	assert_string_equal(shown("\355\240\200\355\277\277\355\257\101"), R R R R R R R R "A");
	assert_string_equal(shown("\364\221\222\223\377\101\200\277\102"), R R R R R "A" R R "B");
	assert_string_equal(shown("\341\200\342\360\221\222\361\277\101"), R R R R "A");
	assert_string_equal(shown("\303(\303\303\274\n"), R "(" R "\303\274");
	assert_string_equal(shown("\001\177\033"), R R R);
}

TEST(sequences_may_come_in_pieces)
{
	static const char text[] = "\342\224\214\303\274\360\237\230\200\342\224\033[1;31mx\303\t!";

	screen_use_escapes();
	for (size_t i = 0; i < 2; i++) {
		char row[64];

		terminal.row = terminal.column = 0;
		terminal_erase(0, 0, COLUMNS);
		for (size_t at = 0; i == 1 && at < sizeof text - 1; at++)
			terminal_write(text + at, 1);
		if (i == 0)
			terminal_write(text, sizeof text - 1);
		assert_true(screen_read_row(0, row, sizeof row));
		assert_string_equal(row, "\342\224\214\303\274" R R "x" R "  !");
		assert_int_equal(terminal_get_row(0)[4] >> 8, 0x0c);
	}
}

/* A sequence that an escape sequence's byte ends is shown, and so is the other way round. */
TEST(escape_sequences_between)
{
	screen_use_escapes();
	assert_string_equal(shown("a\033[3\303\2741mb"), "a\303\2741mb");
	assert_string_equal(shown("\342\224\033[0mc"), R "c");
}

static unsigned count_pixels(uint8_t number)
{
	unsigned count = 0;

	for (unsigned y = 0; y < FONT_HEIGHT; y++)
		count += (unsigned)__builtin_popcount(font_glyphs[number][y]);
	return count;
}

TEST(glyphs_are_unpacked)
{
	static const font_glyph vertical = { 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18,
		                             0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18 };
	static const font_glyph letter = { 0,    0,    0,    0x7e, 0x18, 0x18, 0x18, 0x18,
		                           0x18, 0x18, 0x18, 0x18, 0x18, 0,    0,    0 };

	font_unpack(font_ascii, font_glyphs + FONT_FIRST, FONT_ASCII_COUNT);
	assert_memory_equal(font_glyphs['T'], letter, sizeof letter);
	assert_string_equal(shown("\342\224\202\342\226\210"), "\342\224\202\342\226\210");
	assert_memory_equal(font_glyphs[(uint8_t)terminal_get_row(0)[0]], vertical,
	                    sizeof vertical);
	assert_int_equal(count_pixels((uint8_t)terminal_get_row(0)[1]), 128);
	for (unsigned i = 0; i < FONT_COUNT; i++)
		assert_true((count_pixels((uint8_t)i) > 0) == (i != ' ' && i != 0xa0));
}
