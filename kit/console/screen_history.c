/* screen_history: paging through what has left the screen, of
 * <ingot/screen.h>, and its memory (history.h). */
#include <ingot/screen.h>
#include <string.h>

#include "kit/console/history.h"
#include "kit/console/terminal.h"

static struct {
	uint16_t cells[SCREEN_HISTORY_CELLS];
	uint32_t columns;		/* of each line */
	uint32_t next, count;		/* lines */
} history;

static uint32_t get_capacity(void)
{
	return SCREEN_HISTORY_CELLS / history.columns;
}

void history_keep(const uint16_t *line, uint32_t columns)
{
	if (history.columns != columns) {
		history.columns = columns;
		history.next = history.count = 0;
	}
	memcpy(history.cells + (size_t)history.next * columns, line, columns * sizeof(*line));
	history.next = (history.next + 1) % get_capacity();
	if (history.count < get_capacity())
		history.count++;
}

const uint16_t *history_get(uint32_t nth)
{
	uint32_t line = (history.next + get_capacity() - nth) % get_capacity();

	return history.cells + (size_t)line * history.columns;
}

static void set_view(uint32_t view)
{
	if (terminal.draw == NULL || terminal.view == view)
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
	uint32_t left = history.count - terminal.view;

	set_view(terminal.view + (page() < left ? page() : left));
}

void screen_page_down(void)
{
	set_view(terminal.view - (page() < terminal.view ? page() : terminal.view));
}
