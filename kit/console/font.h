#pragma once
/* font: a bitmap font: how ASCII looks on a screen of pixels: dots, five in a
 * row, seven rows and one for what hangs below the line. */
#include <stdint.h>

#define FONT_FIRST   0x20
#define FONT_LAST    0x7e
#define FONT_ROWS    8
#define FONT_COLUMNS 5

/* By character less FONT_FIRST; the last is that of all others. */
extern const uint8_t font_glyphs[FONT_LAST - FONT_FIRST + 2][FONT_ROWS];
