/* terminal: see terminal.h. */
#include "kit/terminal.h"

#define TAB_COLUMNS 8

static void next_line(struct terminal *terminal)
{
	terminal->column = 0;
	if (terminal->row + 1 < terminal->rows)
		terminal->row++;
	else
		terminal->scroll();
}

static void put_glyph(struct terminal *terminal, char c)
{
	terminal->show(terminal->row, terminal->column, c);
	if (++terminal->column == terminal->columns)
		next_line(terminal);
}

void terminal_put(struct terminal *terminal, char c)
{
	switch (c) {
	case '\n':
		next_line(terminal);
		break;
	case '\r':
		terminal->column = 0;
		break;
	case '\b':
		if (terminal->column > 0)
			terminal->column--;
		break;
	case '\t':
		do
			put_glyph(terminal, ' ');
		while (terminal->column % TAB_COLUMNS != 0);
		break;
	default:
		put_glyph(terminal, c);
	}
}
