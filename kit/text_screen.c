/* text_screen: see text_screen.h. */
#include "kit/text_screen.h"

#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <string.h>

#define CELL_BLANK       0x0720		/* a space, light grey on black */
#define CELL_ATTRIBUTE   0x0700
#define TAB_COLUMNS      8
#define CRT_INDEX        0x3d4
#define CRT_DATA         0x3d5
#define CRT_CURSOR_HIGH  0x0e		/* the low byte follows */

static struct {
	uint16_t *cells;
	uint32_t columns, rows;
	uint32_t column, row;
} screen;

bool text_screen_open(const struct boot_info *boot)
{
	const struct boot_text_screen *found = &boot->text_screen;
	void *cells = memory_to_virtual(found->base);
	size_t size_bytes = (size_t)found->columns * found->rows * sizeof(uint16_t);

	if (found->base == 0 || cells == NULL || size_bytes == 0 ||
	    !paging_is_mapped((uint64_t)cells, size_bytes))
		return false;
	screen.cells = cells;
	screen.columns = found->columns;
	screen.rows = found->rows;
	screen.column = found->cursor_column % found->columns;
	screen.row = found->cursor_row < found->rows ? found->cursor_row
	                                             : found->rows - 1;
	return true;
}

static void screen_scroll(void)
{
	size_t kept = (size_t)screen.columns * (screen.rows - 1);

	memmove(screen.cells, screen.cells + screen.columns,
	        kept * sizeof(uint16_t));
	for (size_t i = 0; i < screen.columns; i++)
		screen.cells[kept + i] = CELL_BLANK;
}

static void screen_next_line(void)
{
	screen.column = 0;
	if (screen.row + 1 < screen.rows)
		screen.row++;
	else
		screen_scroll();
}

static void screen_put_glyph(char c)
{
	size_t cell = (size_t)screen.row * screen.columns + screen.column;

	screen.cells[cell] = (uint16_t)(CELL_ATTRIBUTE | (unsigned char)c);
	if (++screen.column == screen.columns)
		screen_next_line();
}

static void screen_put(char c)
{
	switch (c) {
	case '\n':
		screen_next_line();
		break;
	case '\r':
		screen.column = 0;
		break;
	case '\b':
		if (screen.column > 0)
			screen.column--;
		break;
	case '\t':
		do
			screen_put_glyph(' ');
		while (screen.column % TAB_COLUMNS != 0);
		break;
	default:
		screen_put_glyph(c);
	}
}

static void screen_move_cursor(void)
{
	uint32_t cell = screen.row * screen.columns + screen.column;

	cpu_out8(CRT_INDEX, CRT_CURSOR_HIGH);
	cpu_out8(CRT_DATA, (uint8_t)(cell >> 8));
	cpu_out8(CRT_INDEX, CRT_CURSOR_HIGH + 1);
	cpu_out8(CRT_DATA, (uint8_t)cell);
}

void text_screen_write(const char *text, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++)
		screen_put(text[i]);
	screen_move_cursor();
}
