/* screen_utf8: UTF-8 on the screen: screen_use_utf8 of <ingot/screen.h> (Unicode 15,
 * 3.9: table 3-7, and one replacement for each maximal subpart of what is ill-formed). */
#include <ingot/screen.h>

#include "kit/console/font.h"
#include "kit/console/terminal.h"

#define ASCII_END    0x80
#define WIDE_FIRST   0x80 /* the numbers of the tables: to 0xff, then from 0 */
#define WIDE_COUNT   FONT_WIDE_COUNT
#define LINES_FIRST  0x2500 /* box drawing and block elements */
#define LINES_COUNT  0xa0
#define CONTINUATION 0x3f

/* What a VGA's text mode shows for the same numbers: IBM's code page 437. */
/* clang-format off */
#define C(hexadecimal) FONT_CODE(0x##hexadecimal)
static const uint16_t text_code_points[WIDE_COUNT] = {
	C(00c7), C(00fc), C(00e9), C(00e2), C(00e4), C(00e0), C(00e5), C(00e7),
	C(00ea), C(00eb), C(00e8), C(00ef), C(00ee), C(00ec), C(00c4), C(00c5),
	C(00c9), C(00e6), C(00c6), C(00f4), C(00f6), C(00f2), C(00fb), C(00f9),
	C(00ff), C(00d6), C(00dc), C(00a2), C(00a3), C(00a5), C(20a7), C(0192),
	C(00e1), C(00ed), C(00f3), C(00fa), C(00f1), C(00d1), C(00aa), C(00ba),
	C(00bf), C(2310), C(00ac), C(00bd), C(00bc), C(00a1), C(00ab), C(00bb),
	C(2591), C(2592), C(2593), C(2502), C(2524), C(2561), C(2562), C(2556),
	C(2555), C(2563), C(2551), C(2557), C(255d), C(255c), C(255b), C(2510),
	C(2514), C(2534), C(252c), C(251c), C(2500), C(253c), C(255e), C(255f),
	C(255a), C(2554), C(2569), C(2566), C(2560), C(2550), C(256c), C(2567),
	C(2568), C(2564), C(2565), C(2559), C(2558), C(2552), C(2553), C(256b),
	C(256a), C(2518), C(250c), C(2588), C(2584), C(258c), C(2590), C(2580),
	C(03b1), C(00df), C(0393), C(03c0), C(03a3), C(03c3), C(00b5), C(03c4),
	C(03a6), C(0398), C(03a9), C(03b4), C(221e), C(03c6), C(03b5), C(2229),
	C(2261), C(00b1), C(2265), C(2264), C(2320), C(2321), C(00f7), C(2248),
	C(00b0), C(2219), C(00b7), C(221a), C(207f), C(00b2), C(25a0), C(00a0),
	C(0000), C(263a), C(263b), C(2665), C(2666), C(2663), C(2660), C(2022),
	C(25d8), C(25cb), C(25d9), C(2642), C(2640), C(266a), C(266b), C(263c),
	C(25ba), C(25c4), C(2195), C(203c), C(00b6), C(00a7), C(25ac), C(21a8),
	C(2191), C(2193), C(2192), C(2190), C(221f), C(2194), C(25b2), C(25bc),
};
#undef C

/* U+2500 to U+259F: the low byte of what stands for one that has no glyph: light lines
 * for heavy, dashed and round ones, the nearest block. */
static const uint8_t lines_like[LINES_COUNT] = {
	0x00, 0x00, 0x02, 0x02, 0x00, 0x00, 0x02, 0x02,
	0x00, 0x00, 0x02, 0x02, 0x0c, 0x0c, 0x0c, 0x0c,
	0x10, 0x10, 0x10, 0x10, 0x14, 0x14, 0x14, 0x14,
	0x18, 0x18, 0x18, 0x18, 0x1c, 0x1c, 0x1c, 0x1c,
	0x1c, 0x1c, 0x1c, 0x1c, 0x24, 0x24, 0x24, 0x24,
	0x24, 0x24, 0x24, 0x24, 0x2c, 0x2c, 0x2c, 0x2c,
	0x2c, 0x2c, 0x2c, 0x2c, 0x34, 0x34, 0x34, 0x34,
	0x34, 0x34, 0x34, 0x34, 0x3c, 0x3c, 0x3c, 0x3c,
	0x3c, 0x3c, 0x3c, 0x3c, 0x3c, 0x3c, 0x3c, 0x3c,
	0x3c, 0x3c, 0x3c, 0x3c, 0x00, 0x00, 0x02, 0x02,
	0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57,
	0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f,
	0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67,
	0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x0c, 0x10, 0x18,
	0x14, 0x71, 0x72, 0x73, 0x00, 0x02, 0x00, 0x02,
	0x00, 0x02, 0x00, 0x02, 0x00, 0x02, 0x00, 0x02,
	0x80, 0x84, 0x84, 0x84, 0x84, 0x84, 0x88, 0x88,
	0x88, 0x88, 0x88, 0x8c, 0x8c, 0x8c, 0x8c, 0x8c,
	0x90, 0x91, 0x92, 0x93, 0x80, 0x90, 0x84, 0x84,
	0x80, 0x88, 0x92, 0x88, 0x88, 0x80, 0x92, 0x88,
};
/* clang-format on */

/* In ASCII what no table has. */
static const struct {
	uint16_t code_point;
	char like;
} ascii_like[] = {
	{ 0x00a0, ' ' }, { 0x2010, '-' }, { 0x2011, '-' },  { 0x2012, '-' },  { 0x2013, '-' },
	{ 0x2014, '-' }, { 0x2015, '-' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201c, '"' },
	{ 0x201d, '"' }, { 0x2212, '-' }, { 0x2571, '/' },  { 0x2572, '\\' }, { 0x2573, 'X' },
};

static const uint16_t *code_points; /* by number: FONT_WIDE_COUNT from 0x80 */

/* A character of which not all bytes have come. */
static struct {
	uint32_t code_point;
	uint8_t missing;     /* bytes */
	uint8_t least, most; /* what the next one may be */
} begun;

static bool put_wide(uint32_t code_point)
{
	for (unsigned i = 0; i < WIDE_COUNT; i++)
		if (FONT_CODE_POINT(code_points[i]) == code_point) {
			terminal_put((uint8_t)(WIDE_FIRST + i));
			return true;
		}
	return false;
}

static void put_code_point(uint32_t code_point)
{
	uint32_t line = code_point - LINES_FIRST;

	if (put_wide(code_point))
		return;
	for (unsigned i = 0; i < sizeof ascii_like / sizeof *ascii_like; i++)
		if (ascii_like[i].code_point == code_point) {
			terminal_put((uint8_t)ascii_like[i].like);
			return;
		}
	if (line >= LINES_COUNT || !put_wide(LINES_FIRST | lines_like[line]))
		terminal_put(terminal.replacement);
}

/* Table 3-7: how many bytes follow the first, and what the second may be, so that nothing
 * is longer than it must be, a surrogate, or above U+10FFFF. */
static void begin(uint8_t byte)
{
	begun.least = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
	begun.most = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
	if (byte < 0xc2 || byte > 0xf4) {
		terminal_put(terminal.replacement);
	} else if (byte < 0xe0) {
		begun.missing = 1;
		begun.code_point = byte & 0x1f;
	} else if (byte < 0xf0) {
		begun.missing = 2;
		begun.code_point = byte & 0x0f;
	} else {
		begun.missing = 3;
		begun.code_point = byte & 0x07;
	}
}

static bool take_utf8(char c)
{
	uint8_t byte = (uint8_t)c;

	if (begun.missing && byte >= begun.least && byte <= begun.most) {
		begun.code_point = begun.code_point << 6 | (byte & CONTINUATION);
		begun.least = 0x80;
		begun.most = 0xbf;
		if (--begun.missing == 0)
			put_code_point(begun.code_point);
		return true;
	}
	if (begun.missing) {
		begun.missing = 0;
		terminal_put(terminal.replacement);
	}
	if (byte < ASCII_END)
		return false;
	begin(byte);
	return true;
}

size_t terminal_encode(uint8_t number, char *to)
{
	uint8_t index = (uint8_t)(number - WIDE_FIRST);
	uint32_t code_point = number;

	if (number == FONT_REPLACEMENT)
		code_point = 0xfffd;
	else if (index < WIDE_COUNT)
		code_point = FONT_CODE_POINT(code_points[index]);
	if (code_point < ASCII_END) {
		to[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		to[0] = (char)(0xc0 | code_point >> 6);
		to[1] = (char)(0x80 | (code_point & CONTINUATION));
		return 2;
	}
	to[0] = (char)(0xe0 | code_point >> 12);
	to[1] = (char)(0x80 | (code_point >> 6 & CONTINUATION));
	to[2] = (char)(0x80 | (code_point & CONTINUATION));
	return 3;
}

static void unpack_wide(void)
{
	const uint8_t *rest = font_unpack(font_wide, font_glyphs + WIDE_FIRST,
	                                  FONT_COUNT - WIDE_FIRST);

	font_unpack(rest, font_glyphs, FONT_FIRST);
}

void screen_use_utf8(void)
{
	if (!terminal.draw)
		return;
	begun.missing = 0;
	code_points = text_code_points;
	if (terminal.replacement == FONT_REPLACEMENT) {
		code_points = font_code_points;
		unpack_wide();
	}
	terminal_take_utf8 = take_utf8;
	terminal_take_more();
}
