/* text_screen: see text_screen.h. */
#include "kit/console/text_screen.h"

#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <ingot/paging.h>

#include "abi/vga.h"
#include "kit/console/terminal.h"

#define CELL_MASK 0x7fff /* the highest bit would blink */

static volatile uint16_t *screen_cells;
static uint32_t screen_columns; /* the terminal may use fewer */

static void screen_draw(uint32_t row, uint32_t column, uint16_t cell)
{
	screen_cells[row * screen_columns + column] = cell & CELL_MASK;
}

bool text_screen_open(const struct boot_info *boot)
{
	const struct boot_text_screen *found = &boot->text_screen;
	void *cells = memory_to_virtual(found->base);
	size_t size_bytes = (size_t)found->columns * found->rows * sizeof(uint16_t);

	if (found->base == 0 || !cells || size_bytes == 0 ||
	    !paging_is_mapped((uint64_t)cells, size_bytes))
		return false;
	screen_cells = cells;
	screen_columns = found->columns;
	terminal_open(found->columns, found->rows, '?', screen_draw);
	terminal.column = found->cursor_column % terminal.columns;
	terminal.row = found->cursor_row < terminal.rows ? found->cursor_row : terminal.rows - 1;
	terminal_adopt(screen_cells, screen_columns);
	return true;
}

static void screen_move_cursor(void)
{
	uint32_t column = terminal.column < terminal.columns ? terminal.column
	                                                     : terminal.columns - 1;
	uint32_t cell = terminal.row * screen_columns + column;

	cpu_out8(VGA_CRT_INDEX, VGA_CRT_CURSOR_HIGH);
	cpu_out8(VGA_CRT_DATA, (uint8_t)(cell >> 8));
	cpu_out8(VGA_CRT_INDEX, VGA_CRT_CURSOR_LOW);
	cpu_out8(VGA_CRT_DATA, (uint8_t)cell);
}

void text_screen_write(const char *text, size_t size_bytes)
{
	terminal_write(text, size_bytes);
	screen_move_cursor();
}
