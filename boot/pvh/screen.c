/* screen: the VGA text mode that a video BIOS has left behind, written to
 * without it. The BIOS data area says what mode that is, the CRT controller
 * where the cursor stands (IBM VGA, CRT registers 0Eh and 0Fh). Without a
 * video card the ports read as ones, which is no place on any screen. */
#include <string.h>

#include "abi/vga.h"
#include "boot/base/bda.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/pvh/framebuffer.h"

#define COLUMNS  VGA_TEXT_COLUMNS
#define ROWS_MAX 60
#define GREY     (VGA_GREY_ON_BLACK << 8)

static uint8_t crt_read(uint8_t index)
{
	cpu_out8(VGA_CRT_INDEX, index);
	return cpu_in8(VGA_CRT_DATA);
}

static void crt_write(uint8_t index, uint8_t value)
{
	cpu_out8(VGA_CRT_INDEX, index);
	cpu_out8(VGA_CRT_DATA, value);
}

/* Rows of the screen; 0: there is none. */
static uint32_t row_count(void)
{
	uint8_t mode = *(const volatile uint8_t *)BDA_MODE;
	uint16_t columns = *(const volatile uint16_t *)BDA_COLUMNS;
	uint32_t rows = *(const volatile uint8_t *)BDA_ROWS_LESS_ONE;

	if ((mode != VGA_MODE_GREY && mode != VGA_MODE_COLOUR) || columns != COLUMNS)
		return 0;
	rows = rows ? rows + 1 : VGA_TEXT_ROWS;
	return rows <= ROWS_MAX ? rows : 0;
}

static struct boot_text_screen text_screen(void)
{
	uint32_t cursor = (uint32_t)crt_read(VGA_CRT_CURSOR_HIGH) << 8 |
	                  crt_read(VGA_CRT_CURSOR_LOW);
	uint32_t rows = row_count();

	if (cursor >= rows * COLUMNS)
		return (struct boot_text_screen){ 0 };
	return (struct boot_text_screen){
		.base = VGA_TEXT_BASE,
		.columns = COLUMNS,
		.rows = rows,
		.cursor_column = cursor % COLUMNS,
		.cursor_row = cursor / COLUMNS,
	};
}

struct boot_text_screen firmware_text_screen(void)
{
	return framebuffer_is_chosen() ? (struct boot_text_screen){ 0 } : text_screen();
}

static void scroll(uint32_t rows)
{
	uint16_t *cells = (uint16_t *)VGA_TEXT_BASE, *last = cells + (rows - 1) * COLUMNS;

	memmove(cells, cells + COLUMNS, (rows - 1) * COLUMNS * sizeof *cells);
	for (int i = 0; i < COLUMNS; i++)
		last[i] = GREY | ' ';
}

void firmware_screen_put(char c)
{
	struct boot_text_screen screen = text_screen();
	uint32_t cursor = screen.cursor_row * COLUMNS + screen.cursor_column;

	if (!screen.base)
		return;
	if (c == '\n')
		cursor += COLUMNS - screen.cursor_column;
	else
		((volatile uint16_t *)VGA_TEXT_BASE)[cursor++] = (uint16_t)(GREY | (uint8_t)c);
	if (cursor == screen.rows * COLUMNS) {
		scroll(screen.rows);
		cursor -= COLUMNS;
	}
	crt_write(VGA_CRT_CURSOR_HIGH, (uint8_t)(cursor >> 8));
	crt_write(VGA_CRT_CURSOR_LOW, (uint8_t)cursor);
}
