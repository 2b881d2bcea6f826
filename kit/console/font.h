#pragma once
/* font: a bitmap font, 8 pixels wide and 16 high, drawn in font.txt.
 *
 * A glyph has a number, the low byte of a terminal's cell: ASCII is itself. Every
 * kernel has ASCII and the replacement for all else; the wide part is linked by
 * screen_use_utf8: Latin-1, which is itself, and at 0x80 to 0x9f and 0x00 to 0x1f
 * box drawing and more. */
#include <stddef.h>
#include <stdint.h>

#define FONT_WIDTH       8
#define FONT_HEIGHT      16
#define FONT_COUNT       256
#define FONT_FIRST       0x20
#define FONT_REPLACEMENT 0x7f
#define FONT_ASCII_COUNT (FONT_REPLACEMENT + 1 - FONT_FIRST)
#define FONT_WIDE_COUNT  (FONT_COUNT - FONT_ASCII_COUNT)

/* A row of pixels a byte, the leftmost pixel the highest bit. */
typedef uint8_t font_glyph[FONT_HEIGHT];

/* By number, unpacked by whoever shows them. */
extern font_glyph font_glyphs[FONT_COUNT];

/* Packed, as font.awk says: the glyphs of 0x20 to 0x7f. */
extern const uint8_t font_ascii[];

/* Those of 0x80 to 0xff and then 0x00 to 0x1f, and the code points that they show. */
extern const uint8_t font_wide[];
extern const uint16_t font_code_points[FONT_WIDE_COUNT];

/* How a table holds a code point, and back. Two of box drawing as they are would read as
 * "%e" or its like, and constants that look like formats for doubles bring what prints
 * doubles. */
#define FONT_CODE(code_point)       ((uint16_t)((code_point) - 0x2500))
#define FONT_CODE_POINT(from_table) ((uint16_t)((from_table) + 0x2500))

/* Unpacks count glyphs; the place behind them in `packed`. */
const uint8_t *font_unpack(const uint8_t *packed, font_glyph *glyphs, size_t count);
