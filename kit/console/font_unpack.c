/* font_unpack: see font.h. */
#include "kit/console/font.h"

font_glyph font_glyphs[FONT_COUNT];

const uint8_t *font_unpack(const uint8_t *packed, font_glyph *glyphs, size_t count)
{
	for (; count > 0; count--, glyphs++) {
		uint32_t changes = packed[0] | (uint32_t)packed[1] << 8;
		uint8_t row = 0;

		packed += 2;
		for (unsigned y = 0; y < FONT_HEIGHT; y++) {
			if (changes >> y & 1)
				row = changes >> y > 1 || y == FONT_HEIGHT - 1 ? *packed++ : 0;
			(*glyphs)[y] = row;
		}
	}
	return packed;
}
