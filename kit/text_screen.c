/* text_screen: see text_screen.h. */
#include "kit/text_screen.h"

#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <string.h>

#include "kit/terminal.h"

#define CELL_BLANK       0x0720		/* a space, light grey on black */
#define CELL_ATTRIBUTE   0x0700
#define CRT_INDEX        0x3d4
#define CRT_DATA         0x3d5
#define CRT_CURSOR_HIGH  0x0e		/* the low byte follows */

static struct {
	uint16_t *cells;
	struct terminal terminal;
} screen;

static void screen_show(uint32_t row, uint32_t column, char c)
{
	screen.cells[row * screen.terminal.columns + column] =
		(uint16_t)(CELL_ATTRIBUTE | (unsigned char)c);
}

static void screen_scroll(void)
{
	size_t kept = (size_t)screen.terminal.columns * (screen.terminal.rows - 1);

	memmove(screen.cells, screen.cells + screen.terminal.columns,
	        kept * sizeof(uint16_t));
	for (size_t i = 0; i < screen.terminal.columns; i++)
		screen.cells[kept + i] = CELL_BLANK;
}

bool text_screen_open(const struct boot_info *boot)
{
	const struct boot_text_screen *found = &boot->text_screen;
	void *cells = memory_to_virtual(found->base);
	size_t size_bytes = (size_t)found->columns * found->rows * sizeof(uint16_t);

	if (found->base == 0 || cells == NULL || size_bytes == 0 ||
	    !paging_is_mapped((uint64_t)cells, size_bytes))
		return false;
	screen.cells = cells;
	screen.terminal = (struct terminal){
		.columns = found->columns,
		.rows = found->rows,
		.column = found->cursor_column % found->columns,
		.row = found->cursor_row < found->rows ? found->cursor_row : found->rows - 1,
		.show = screen_show,
		.scroll = screen_scroll,
	};
	return true;
}

static void screen_move_cursor(void)
{
	const struct terminal *at = &screen.terminal;
	uint32_t cell = at->row * at->columns + at->column;

	cpu_out8(CRT_INDEX, CRT_CURSOR_HIGH);
	cpu_out8(CRT_DATA, (uint8_t)(cell >> 8));
	cpu_out8(CRT_INDEX, CRT_CURSOR_HIGH + 1);
	cpu_out8(CRT_DATA, (uint8_t)cell);
}

void text_screen_write(const char *text, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++)
		terminal_put(&screen.terminal, text[i]);
	screen_move_cursor();
}
