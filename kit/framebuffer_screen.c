/* framebuffer_screen: see framebuffer_screen.h. */
#include "kit/framebuffer_screen.h"

#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <stdint.h>
#include <string.h>

#include "kit/font.h"
#include "kit/terminal.h"

#define CELL_WIDTH   8			/* pixels: a glyph and the space beside it */
#define CELL_HEIGHT  18			/* dots are two pixels high, and a gap */
#define DOT_HEIGHT   2
#define GLYPH_LEFT   1
#define GLYPH_TOP    1
#define COLUMNS_MAX  256
#define ROWS_MAX     128
#define COLOR_TEXT   0x00aaaaaau
#define COLOR_GROUND 0x00000000u

static struct {
	uint8_t *pixels;
	size_t pitch_bytes;
	uint32_t width, height;		/* pixels */
	struct terminal terminal;
	bool cleared;
	char cells[ROWS_MAX][COLUMNS_MAX];	/* what is shown */
} screen;

static uint32_t at_most(uint32_t value, uint32_t limit)
{
	return value < limit ? value : limit;
}

static volatile uint32_t *screen_line(uint32_t y)
{
	return (volatile uint32_t *)(screen.pixels + y * screen.pitch_bytes);
}

static void screen_clear(void)
{
	for (uint32_t y = 0; y < screen.height; y++)
		for (uint32_t x = 0; x < screen.width; x++)
			screen_line(y)[x] = COLOR_GROUND;
	memset(screen.cells, ' ', sizeof(screen.cells));
	screen.cleared = true;
}

static const uint8_t *glyph_of(char c)
{
	if (c < FONT_FIRST || c > FONT_LAST)
		return font_glyphs[FONT_LAST - FONT_FIRST + 1];
	return font_glyphs[c - FONT_FIRST];
}

static void screen_draw(uint32_t row, uint32_t column, char c)
{
	const uint8_t *glyph = glyph_of(c);
	uint32_t top = row * CELL_HEIGHT + GLYPH_TOP;

	for (uint32_t y = 0; y < FONT_ROWS * DOT_HEIGHT; y++) {
		volatile uint32_t *at = screen_line(top + y) + column * CELL_WIDTH + GLYPH_LEFT;
		uint8_t dots = glyph[y / DOT_HEIGHT];

		for (uint32_t x = 0; x < FONT_COLUMNS; x++)
			at[x] = dots >> (FONT_COLUMNS - 1 - x) & 1 ? COLOR_TEXT : COLOR_GROUND;
	}
	screen.cells[row][column] = c;
}

static void screen_show(uint32_t row, uint32_t column, char c)
{
	if (screen.cells[row][column] != c)
		screen_draw(row, column, c);
}

/* Draws what differs: most of a screen is blank. */
static void screen_scroll(void)
{
	for (uint32_t row = 0; row < screen.terminal.rows; row++)
		for (uint32_t column = 0; column < screen.terminal.columns; column++)
			screen_show(row, column,
			            row + 1 < screen.terminal.rows ? screen.cells[row + 1][column]
			                                           : ' ');
}

bool framebuffer_screen_open(const struct boot_info *boot)
{
	const struct boot_framebuffer *found = &boot->framebuffer;
	void *pixels = memory_to_virtual(found->base);

	if (found->base == 0 || pixels == NULL || found->bits_per_pixel != 32 ||
	    !paging_is_mapped((uint64_t)pixels, (size_t)found->pitch_bytes * found->height))
		return false;
	screen.pixels = pixels;
	screen.pitch_bytes = found->pitch_bytes;
	screen.width = found->width;
	screen.height = found->height;
	screen.terminal = (struct terminal){
		.columns = at_most(found->width / CELL_WIDTH, COLUMNS_MAX),
		.rows = at_most(found->height / CELL_HEIGHT, ROWS_MAX),
		.show = screen_show,
		.scroll = screen_scroll,
	};
	return screen.terminal.columns > 0 && screen.terminal.rows > 0;
}

void framebuffer_screen_write(const char *text, size_t size_bytes)
{
	if (!screen.cleared)
		screen_clear();
	for (size_t i = 0; i < size_bytes; i++)
		terminal_put(&screen.terminal, text[i]);
}
