/* scrollback: lines that have left the top of the terminal (terminal.h), and paging
 * through them, of <ingot/screen.h>. */
#include <ingot/screen.h>
#include <string.h>

#include "kit/console/terminal.h"

static struct {
	uint16_t cells[SCREEN_SCROLLBACK_CELLS];
	uint32_t columns;     /* of each line */
	uint32_t next, count; /* lines */
} scrollback;

static uint32_t get_capacity(void)
{
	return SCREEN_SCROLLBACK_CELLS / scrollback.columns;
}

void scrollback_keep(const uint16_t *line, uint32_t columns)
{
	if (scrollback.columns != columns) {
		scrollback.columns = columns;
		scrollback.next = scrollback.count = 0;
	}
	memcpy(scrollback.cells + (size_t)scrollback.next * columns, line, columns * sizeof *line);
	scrollback.next = (scrollback.next + 1) % get_capacity();
	if (scrollback.count < get_capacity())
		scrollback.count++;
}

const uint16_t *scrollback_get(uint32_t nth)
{
	uint32_t line = (scrollback.next + get_capacity() - nth) % get_capacity();

	return scrollback.cells + (size_t)line * scrollback.columns;
}

static void set_view(uint32_t view)
{
	if (!terminal.draw || terminal.view == view)
		return;
	terminal.view = view;
	terminal_show_all();
}

/* A page less a line, so that the eye finds where it was. */
static uint32_t page(void)
{
	return terminal.rows > 1 ? terminal.rows - 1 : 1;
}

void screen_page_up(void)
{
	uint32_t left = scrollback.count - terminal.view;

	set_view(terminal.view + (page() < left ? page() : left));
}

void screen_page_down(void)
{
	set_view(terminal.view - (page() < terminal.view ? page() : terminal.view));
}
