/* framebuffer_screen: see framebuffer_screen.h. */
#include "kit/console/framebuffer_screen.h"

#include <ingot/boot_info.h>
#include <ingot/memory.h>
#include <ingot/paging.h>

#include "kit/console/font.h"
#include "kit/console/terminal.h"

#define MARGIN      8 /* pixels, where 80 columns are left beside it */
#define COLUMNS_MIN 80
_Static_assert(FONT_WIDTH == 8, "screen_draw");

/* A line may begin at any pixel. */
typedef uint64_t __attribute__((aligned(4))) pixel_pair;

static struct {
	uint8_t *pixels;
	size_t pitch_bytes;
	uint32_t width, height, margin; /* pixels; the margin is on all sides of the text */
	bool red_is_low, cleared;
} screen;

/* In the order of the VGA's, as 0x00RRGGBB, but all of them can be read on black. */
static const uint32_t colours[16] = {
	0x000000, 0x4f8be8, 0x3fb34f, 0x36b3b8, 0xdf4b45, 0xb661c9, 0xc78d2b, 0xc8ccd0,
	0x7b8288, 0x86b7ff, 0x7ee38a, 0x7de5e8, 0xff8078, 0xe6a0f5, 0xf6e27a, 0xffffff,
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
}

static void screen_begin(void)
{
	font_unpack(font_ascii, font_glyphs + FONT_FIRST, FONT_ASCII_COUNT);
	screen_clear();
	screen.cleared = true;
}

/* Two pixels at a time: half as many writes to memory that is not cached. */
static void screen_draw(uint32_t row, uint32_t column, uint16_t cell)
{
	const uint8_t *glyph = font_glyphs[cell & 0xff];
	uint64_t ground = get_colour(cell >> 12), text = get_colour(cell >> 8);
	const uint64_t pairs[4] = {
		/* by dots: the left pixel is the higher one */
		ground | ground << 32,
		ground | text << 32,
		text | ground << 32,
		text | text << 32,
	};

	for (uint32_t y = 0; y < FONT_HEIGHT; y++) {
		volatile pixel_pair *at =
			(volatile pixel_pair *)(screen_line(screen.margin + row * FONT_HEIGHT + y) +
		                                screen.margin + column * FONT_WIDTH);
		unsigned dots = glyph[y];

		for (unsigned pair = 0; pair < FONT_WIDTH / 2; pair++, dots <<= 2)
			at[pair] = pairs[dots >> (FONT_WIDTH - 2) & 3];
	}
}

bool framebuffer_screen_open(const struct boot_info *boot)
{
	const struct boot_framebuffer *found = &boot->framebuffer;
	void *pixels = memory_to_virtual(found->base);

	if (found->base == 0 || !pixels || found->bits_per_pixel != 32 ||
	    found->width < FONT_WIDTH || found->height < FONT_HEIGHT + 2 * MARGIN ||
	    !paging_is_mapped((uint64_t)pixels, (size_t)found->pitch_bytes * found->height))
		return false;
	screen.pixels = pixels;
	screen.pitch_bytes = found->pitch_bytes;
	screen.width = found->width;
	screen.height = found->height;
	screen.red_is_low = found->pixel_format == BOOT_PIXEL_RGB;
	screen.margin = found->width < COLUMNS_MIN * FONT_WIDTH + 2 * MARGIN ? 0 : MARGIN;
	terminal_open((found->width - 2 * screen.margin) / FONT_WIDTH,
	              (found->height - 2 * screen.margin) / FONT_HEIGHT, FONT_REPLACEMENT,
	              screen_draw);
	terminal.shows_cursor = true;
	return true;
}

void framebuffer_screen_write(const char *text, size_t size_bytes)
{
	if (!screen.cleared)
		screen_begin();
	terminal_write(text, size_bytes);
}
