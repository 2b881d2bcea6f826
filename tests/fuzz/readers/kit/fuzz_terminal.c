/* What a kernel prints, with escape sequences and UTF-8: on a screen of any size the array that is
 * drawn to has what the terminal says it has, the cursor is on it, and it does not matter
 * in which pieces the bytes come.
 *
 * Runs: 25000
 * Longest: 300 */
#include <ingot/screen.h>
#include <string.h>

#include "kit/console/font.h"
#include "kit/console/terminal.h"
#include "tests/fuzz/readers/fuzz.h"

#define COLUMNS_MAX 24
#define ROWS_MAX    6

static uint16_t screen[ROWS_MAX][COLUMNS_MAX], first[ROWS_MAX][COLUMNS_MAX];
static uint32_t columns, rows;
static bool is_text;

static void draw(uint32_t row, uint32_t column, uint16_t cell)
{
	HOLDS(row < rows && column < columns);
	screen[row][column] = cell;
}

static void compare(void)
{
	HOLDS(terminal.row < rows && terminal.column <= columns);
	HOLDS(terminal.columns == columns && terminal.rows == rows);
	for (uint32_t row = 0; row < rows; row++) {
		const uint16_t *cells = terminal_get_row(row);

		for (uint32_t column = 0; column < columns; column++)
			HOLDS_EQUAL(screen[row][column], cells[column]);
	}
}

static void begin(void)
{
	terminal_open(columns, rows, is_text ? '?' : FONT_REPLACEMENT, draw);
	for (uint32_t row = 0; row < ROWS_MAX; row++)
		for (uint32_t column = 0; column < COLUMNS_MAX; column++)
			screen[row][column] = TERMINAL_BLANK;
	screen_use_escapes();
	screen_use_utf8();
	/* ends a sequence that the last input left open, and its colours */
	terminal_write("\x18\033[0m\033[2J\033[1;1H", 15);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	char text[64];
	uint32_t row, column;

	columns = 1 + (uint32_t)input_below(&input, COLUMNS_MAX);
	rows = 1 + (uint32_t)input_below(&input, ROWS_MAX);
	is_text = input_below(&input, 2);
	begin();
	if (input.at < input.end)
		terminal_write((const char *)input.at, (size_t)(input.end - input.at));
	compare();
	memcpy(first, screen, sizeof screen);
	row = terminal.row;
	column = terminal.column;

	begin();
	for (unsigned turn = 0; input.at < input.end; turn++) {
		const uint8_t *piece;
		size_t count = input_piece(&input, 1 + turn % 5, &piece);

		memcpy(text, piece, count);
		terminal_write(text, count);
		compare();
	}
	HOLDS(terminal.row == row && terminal.column == column);
	HOLDS(memcmp(first, screen, sizeof screen) == 0);
}
