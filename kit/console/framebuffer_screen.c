/* framebuffer_screen: see framebuffer_screen.h. */
#include "kit/console/framebuffer_screen.h"

#include <ingot/boot_info.h>
#include <ingot/memory.h>
#include <ingot/paging.h>

#include "kit/console/font.h"
#include "kit/console/terminal.h"

#define CELL_WIDTH  8  /* pixels: a glyph and the space beside it */
#define CELL_HEIGHT 18 /* dots are two pixels high, and a gap */
#define DOT_HEIGHT  2
#define GLYPH_LEFT  1
#define GLYPH_TOP   1
_Static_assert(CELL_WIDTH == 8, "screen_draw");

/* A line may begin at any pixel. */
typedef uint64_t __attribute__((aligned(4))) pixel_pair;

static struct {
	uint8_t *pixels;
	size_t pitch_bytes;
	uint32_t width, height; /* pixels */
	bool red_is_low, cleared;
} screen;

/* The VGA's sixteen, as 0x00RRGGBB. */
static const uint32_t colours[16] = {
	0x000000, 0x0000aa, 0x00aa00, 0x00aaaa, 0xaa0000, 0xaa00aa, 0xaa5500, 0xaaaaaa,
	0x555555, 0x5555ff, 0x55ff55, 0x55ffff, 0xff5555, 0xff55ff, 0xffff55, 0xffffff,
};

static uint32_t get_colour(unsigned number)
{
	uint32_t colour = colours[number & 0xf];

	return screen.red_is_low ? __builtin_bswap32(colour) >> 8 : colour;
}

static volatile uint32_t *screen_line(uint32_t y)
{
	return (volatile uint32_t *)(screen.pixels + y * screen.pitch_bytes);
}

static void screen_clear(void)
{
	for (uint32_t y = 0; y < screen.height; y++)
		for (uint32_t x = 0; x < screen.width; x++)
			screen_line(y)[x] = 0;
	screen.cleared = true;
}

static const uint8_t *glyph_of(char c)
{
	if (c < FONT_FIRST || c > FONT_LAST)
		return font_glyphs[FONT_LAST - FONT_FIRST + 1];
	return font_glyphs[c - FONT_FIRST];
}

/* The dots of a line of pixels of a glyph, the leftmost pixel the highest bit
 * of CELL_WIDTH. */
static unsigned get_dots(const uint8_t *glyph, uint32_t y)
{
	if (y < GLYPH_TOP || y >= GLYPH_TOP + FONT_ROWS * DOT_HEIGHT)
		return 0;
	return (unsigned)glyph[(y - GLYPH_TOP) / DOT_HEIGHT]
	       << (CELL_WIDTH - FONT_COLUMNS - GLYPH_LEFT);
}

/* Two pixels at a time: half as many writes to memory that is not cached. */
static void screen_draw(uint32_t row, uint32_t column, uint16_t cell)
{
	const uint8_t *glyph = glyph_of((char)cell);
	uint64_t ground = get_colour(cell >> 12), text = get_colour(cell >> 8);
	const uint64_t pairs[4] = {
		/* by dots: the left pixel is the higher one */
		ground | ground << 32,
		ground | text << 32,
		text | ground << 32,
		text | text << 32,
	};

	for (uint32_t y = 0; y < CELL_HEIGHT; y++) {
		volatile pixel_pair *at =
			(volatile pixel_pair *)(screen_line(row * CELL_HEIGHT + y) +
		                                column * CELL_WIDTH);
		unsigned dots = get_dots(glyph, y);

		at[0] = pairs[dots >> 6 & 3];
		at[1] = pairs[dots >> 4 & 3];
		at[2] = pairs[dots >> 2 & 3];
		at[3] = pairs[dots & 3];
	}
}

bool framebuffer_screen_open(const struct boot_info *boot)
{
	const struct boot_framebuffer *found = &boot->framebuffer;
	void *pixels = memory_to_virtual(found->base);

	if (found->base == 0 || !pixels || found->bits_per_pixel != 32 ||
	    found->width < CELL_WIDTH || found->height < CELL_HEIGHT ||
	    !paging_is_mapped((uint64_t)pixels, (size_t)found->pitch_bytes * found->height))
		return false;
	screen.pixels = pixels;
	screen.pitch_bytes = found->pitch_bytes;
	screen.width = found->width;
	screen.height = found->height;
	screen.red_is_low = found->pixel_format == BOOT_PIXEL_RGB;
	terminal_open(found->width / CELL_WIDTH, found->height / CELL_HEIGHT, screen_draw);
	terminal.shows_cursor = true;
	return true;
}

void framebuffer_screen_write(const char *text, size_t size_bytes)
{
	if (!screen.cleared)
		screen_clear();
	terminal_write(text, size_bytes);
}
