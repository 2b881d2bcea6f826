/* The machine's screen: what is printed is seen on it, in the cells of a VGA or
 * in pixels. What a terminal does with each sequence is tested on the host. */
#include <ingot/boot.h>
#include <ingot/console.h>
#include <ingot/memory.h>
#include <ingot/screen.h>
#include <ingot/test.h>
#include <stdio.h>
#include <string.h>

#define MARGIN 8 /* pixels around the text */

/* The colours of the first cell: of the VGA, or the lowest bits of two pixels,
 * one of the ground and one of the bar of the letter T. */
struct colours {
	uint32_t ground, text;
};

static struct colours look_at_first_cell(void)
{
	const struct boot_info *boot = boot_info_get();
	const volatile uint16_t *cell = memory_to_virtual(boot->text_screen.base);
	const volatile uint32_t *pixels = memory_to_virtual(boot->framebuffer.base);
	uint32_t row_pixels = boot->framebuffer.pitch_bytes / 4;

	if (boot->text_screen.base != 0)
		return (struct colours){ *cell >> 12, *cell >> 8 & 0xf };
	pixels += row_pixels * MARGIN + MARGIN;
	return (struct colours){ pixels[0] & 0xffffff, pixels[row_pixels * 8 + 3] & 0xffffff };
}

TEST(screen_shows_what_is_printed_in_colours)
{
	bool has_pixels = boot_info_get()->text_screen.base == 0;
	struct colours seen;
	char row[16];

	REQUIRE(screen_get_rows() > 1);
	screen_use_escapes();
	printf("\033[2J\033[H\033[32;41mT\033[m\n");
	REQUIRE(screen_read_row(0, row, sizeof row));
	CHECK_STR_EQ(row, "T");
	seen = look_at_first_cell();
	CHECK_EQ(seen.ground, has_pixels ? 0xdf4b45 : 4);
	CHECK_EQ(seen.text, has_pixels ? 0x3fb34f : 2);
}

TEST(screen_takes_utf8)
{
	char row[64];

	screen_use_escapes();
	screen_use_utf8();
	printf("\033[2J\033[HGr\303\274n \342\224\200\342\226\210\303\n");
	REQUIRE(screen_read_row(0, row, sizeof row));
	if (boot_info_get()->text_screen.base != 0)
		CHECK_STR_EQ(row, "Gr\303\274n \342\224\200\342\226\210?");
	else
		CHECK_STR_EQ(row, "Gr\303\274n \342\224\200\342\226\210\357\277\275");
}

TEST(screen_pages_back_and_forth)
{
	char before[64], row[64];

	for (unsigned i = 0; i < 2 * screen_get_rows(); i++)
		printf("line %u\n", i);
	REQUIRE(screen_read_row(0, before, sizeof before));
	CHECK_STR_EQ(strstr(before, "line"), before);
	screen_page_up();
	REQUIRE(screen_read_row(screen_get_rows() - 1, row, sizeof row));
	CHECK_STR_EQ(row, before);
	screen_page_down();
	REQUIRE(screen_read_row(0, row, sizeof row));
	CHECK_STR_EQ(row, before);
	screen_page_up();
	printf("x");
	REQUIRE(screen_read_row(0, row, sizeof row));
	CHECK_STR_EQ(row, before);
	printf("\n");
}

TEST(screen_takes_garbage)
{
	char bytes[256];

	screen_use_escapes();
	for (unsigned i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	for (unsigned i = 0; i < sizeof bytes; i++)
		console_write(bytes + i, sizeof bytes - i);
	printf("\033[m\033[2J\033[Hstill here\n");
	REQUIRE(screen_read_row(0, bytes, sizeof bytes));
	CHECK_STR_EQ(bytes, "still here");
}
