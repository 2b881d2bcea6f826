/* terminal: see terminal.h. */
#include "kit/console/terminal.h"

#define TAB_COLUMNS 8
#define DELETE      0x7f

struct terminal terminal;

/* Rows are a ring, so that scrolling moves nothing: the first is top. */
static uint16_t cells[TERMINAL_CELLS_MAX];
static uint16_t shown[TERMINAL_CELLS_MAX];
static uint32_t top;
static uint32_t dirty_begin, dirty_end; /* rows that may differ from shown */
static uint32_t cursor_row;             /* where it was drawn */

static uint32_t at_most(uint32_t value, uint32_t limit)
{
	return value < limit ? value : limit;
}

static uint16_t *get_line(uint32_t row)
{
	return cells + (top + row) % terminal.rows * terminal.columns;
}

void terminal_open(uint32_t columns, uint32_t rows, uint8_t replacement,
                   void (*draw)(uint32_t row, uint32_t column, uint16_t cell))
{
	columns = at_most(columns, TERMINAL_COLUMNS_MAX);
	terminal = (struct terminal){
		.columns = columns,
		.rows = at_most(rows, TERMINAL_CELLS_MAX / columns),
		.attribute = TERMINAL_ATTRIBUTE,
		.draw = draw,
		.replacement = replacement,
	};
	top = dirty_begin = dirty_end = cursor_row = 0;
	for (uint32_t i = 0; i < TERMINAL_CELLS_MAX; i++)
		cells[i] = shown[i] = TERMINAL_BLANK;
}

void terminal_adopt(const volatile uint16_t *from, uint32_t columns)
{
	for (uint32_t row = 0; row < terminal.rows; row++, from += columns)
		for (uint32_t column = 0; column < terminal.columns; column++) {
			uint32_t i = row * terminal.columns + column;

			cells[i] = shown[i] = from[column];
		}
}

/* ---- Showing ---- */

static void mark(uint32_t row)
{
	if (dirty_begin == dirty_end) {
		dirty_begin = row;
		dirty_end = row + 1;
	} else if (row < dirty_begin) {
		dirty_begin = row;
	} else if (row >= dirty_end) {
		dirty_end = row + 1;
	}
}

static void mark_all(void)
{
	dirty_begin = 0;
	dirty_end = terminal.rows;
}

const uint16_t *terminal_get_row(uint32_t row)
{
	if (row < terminal.view)
		return scrollback_get(terminal.view - row);
	return get_line(row - terminal.view);
}

static uint16_t invert(uint16_t cell)
{
	return (uint16_t)((cell & 0x00ff) | (cell & 0x0f00) << 4 | (cell & 0xf000) >> 4);
}

static void show_row(uint32_t row)
{
	const uint16_t *line = terminal_get_row(row);
	uint16_t *seen = shown + row * terminal.columns;
	uint32_t cursor = at_most(terminal.column, terminal.columns - 1);

	for (uint32_t column = 0; column < terminal.columns; column++) {
		uint16_t cell = line[column];

		if (terminal.shows_cursor && terminal.view == 0 && row == terminal.row &&
		    column == cursor)
			cell = invert(cell);
		if (cell == seen[column])
			continue;
		seen[column] = cell;
		terminal.draw(row, column, cell);
	}
}

static void show(void)
{
	if (terminal.shows_cursor) {
		mark(cursor_row);
		mark(terminal.row);
		cursor_row = terminal.row;
	}
	for (uint32_t row = dirty_begin; row < dirty_end; row++)
		show_row(row);
	dirty_begin = dirty_end = 0;
}

void terminal_show_all(void)
{
	mark_all();
	show();
}

/* ---- Writing ---- */

void terminal_erase(uint32_t row, uint32_t column, uint32_t end)
{
	uint16_t *line = get_line(row);

	for (; column < end; column++)
		line[column] = (uint16_t)((terminal.attribute & 0xf0) << 8 | TERMINAL_BLANK);
	mark(row);
}

static void scroll(void)
{
	if (scrollback_keep)
		scrollback_keep(get_line(0), terminal.columns);
	top = (top + 1) % terminal.rows;
	terminal_erase(terminal.rows - 1, 0, terminal.columns);
	mark_all();
}

static void next_line(void)
{
	terminal.column = 0;
	if (terminal.row + 1 < terminal.rows)
		terminal.row++;
	else
		scroll();
}

void terminal_put(uint8_t number)
{
	if (terminal.column == terminal.columns)
		next_line();
	get_line(terminal.row)[terminal.column++] = (uint16_t)(terminal.attribute << 8 | number);
	mark(terminal.row);
}

static bool is_ascii(char c)
{
	return c >= ' ' && c < DELETE;
}

static void put(char c)
{
	switch (c) {
	case '\n': next_line(); break;
	case '\r': terminal.column = 0; break;
	case '\b':
		if (terminal.column > 0)
			terminal.column--;
		break;
	case '\a': break; /* it has no bell */
	case '\t':
		do
			terminal_put(' ');
		while (terminal.column % TAB_COLUMNS != 0 && terminal.column < terminal.columns);
		break;
	default: terminal_put(is_ascii(c) ? (uint8_t)c : terminal.replacement);
	}
}

void terminal_write(const char *text, size_t size_bytes)
{
	if (terminal.view > 0) {
		terminal.view = 0;
		mark_all();
	}
	for (size_t i = 0; i < size_bytes; i++)
		if (!terminal.take || !terminal.take(text[i]))
			put(text[i]);
	show();
}
