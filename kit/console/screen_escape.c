/* screen_escape: ANSI escape sequences (CSI, SGR): screen_use_escapes of
 * <ingot/screen.h> (ECMA-48, 5.4 and 8.3; what a terminal does with a damaged
 * sequence is the VT100's habit). */
#include <ingot/screen.h>

#include "kit/console/terminal.h"

#define ESCAPE      0x1b
#define CANCEL      0x18
#define SUBSTITUTE  0x1a
#define DELETE      0x7f
#define BRIGHT      8
#define COLOUR_TEXT (TERMINAL_ATTRIBUTE & 0xf)

enum state { STATE_TEXT, STATE_ESCAPE, STATE_SEQUENCE };

static struct {
	enum state state;
	bool is_foreign; /* private, or with intermediate bytes */
	unsigned count;  /* of parameters begun, at least 1 */
	unsigned parameters[SCREEN_SEQUENCE_PARAMETERS_MAX];
	uint8_t text, ground; /* colours, without inversion */
	bool is_inverse;
} escape;

/* ECMA-48 counts colours red, green, blue from the lowest bit, VGA the other
 * way round. */
static uint8_t colour_of(unsigned number)
{
	return (uint8_t)((number & 1) << 2 | (number & 2) | (number & 4) >> 2);
}

static void set_attribute(void)
{
	uint8_t text = escape.is_inverse ? escape.ground : escape.text;
	uint8_t ground = escape.is_inverse ? escape.text : escape.ground;

	terminal.attribute = (uint8_t)(ground << 4 | text);
}

static void set_default(void)
{
	escape.text = COLOUR_TEXT;
	escape.ground = 0;
	escape.is_inverse = false;
}

/* 8.3.117, SGR */
static void set_rendition(unsigned n)
{
	if (n == 0)
		set_default();
	else if (n == 1)
		escape.text |= BRIGHT;
	else if (n == 22)
		escape.text &= BRIGHT - 1;
	else if (n == 7 || n == 27)
		escape.is_inverse = n == 7;
	else if (n >= 30 && n <= 37)
		escape.text = (uint8_t)((escape.text & BRIGHT) | colour_of(n - 30));
	else if (n == 39)
		escape.text = COLOUR_TEXT;
	else if (n >= 40 && n <= 47)
		escape.ground = colour_of(n - 40);
	else if (n == 49)
		escape.ground = 0;
	else if (n >= 90 && n <= 97)
		escape.text = BRIGHT | colour_of(n - 90);
	else if (n >= 100 && n <= 107)
		escape.ground = BRIGHT | colour_of(n - 100);
}

static void erase_rows(uint32_t row, uint32_t end)
{
	for (; row < end; row++)
		terminal_erase(row, 0, terminal.columns);
}

/* 8.3.41, EL: the cursor's cell counts for both halves. */
static void erase_in_line(unsigned which)
{
	uint32_t cursor = terminal.column < terminal.columns ? terminal.column
	                                                     : terminal.columns - 1;

	if (which <= 2)
		terminal_erase(terminal.row, which == 0 ? cursor : 0,
		               which == 1 ? cursor + 1 : terminal.columns);
}

/* 8.3.39, ED */
static void erase_in_page(unsigned which)
{
	erase_in_line(which);
	if (which == 0 || which == 2)
		erase_rows(terminal.row + 1, terminal.rows);
	if (which == 1 || which == 2)
		erase_rows(0, terminal.row);
}

static uint32_t clamp(int64_t value, uint32_t count)
{
	return value < 0 ? 0 : value < count ? (uint32_t)value : count - 1;
}

static void move_to(int64_t row, int64_t column)
{
	terminal.row = clamp(row, terminal.rows);
	terminal.column = clamp(column, terminal.columns);
}

/* Parameter i; 0 or none mean 1. */
static int64_t get_count(unsigned i)
{
	return escape.parameters[i] == 0 ? 1 : escape.parameters[i];
}

static void obey(char final)
{
	int64_t row = terminal.row, column = terminal.column, n = get_count(0);

	switch (final) {
	case 'A': move_to(row - n, column); break;
	case 'B': move_to(row + n, column); break;
	case 'C': move_to(row, column + n); break;
	case 'D': move_to(row, column - n); break;
	case 'H':
	case 'f': move_to(n - 1, get_count(1) - 1); break;
	case 'J': erase_in_page(escape.parameters[0]); break;
	case 'K': erase_in_line(escape.parameters[0]); break;
	case 'm':
		for (unsigned i = 0; i < escape.count; i++)
			set_rendition(escape.parameters[i]);
		set_attribute();
		break;
	}
}

static void begin_sequence(void)
{
	escape.state = STATE_SEQUENCE;
	escape.is_foreign = false;
	escape.count = 1;
	for (unsigned i = 0; i < SCREEN_SEQUENCE_PARAMETERS_MAX; i++)
		escape.parameters[i] = 0;
}

static void add_digit(unsigned digit)
{
	unsigned *n;

	if (escape.count > SCREEN_SEQUENCE_PARAMETERS_MAX)
		return;
	n = &escape.parameters[escape.count - 1];
	*n = *n * 10 + digit;
	if (*n > SCREEN_PARAMETER_MAX)
		*n = SCREEN_PARAMETER_MAX;
}

static void take_in_sequence(char c)
{
	if (c >= '0' && c <= '9') {
		add_digit((unsigned)(c - '0'));
	} else if (c == ';') {
		if (escape.count <= SCREEN_SEQUENCE_PARAMETERS_MAX)
			escape.count++;
	} else if (c < '@') {
		escape.is_foreign = true;
	} else if (c != DELETE) {
		escape.state = STATE_TEXT;
		if (escape.count > SCREEN_SEQUENCE_PARAMETERS_MAX)
			escape.count = SCREEN_SEQUENCE_PARAMETERS_MAX;
		if (!escape.is_foreign)
			obey(c);
	}
}

/* Controls are obeyed even amid a sequence; no byte of it is 8-bit. */
static bool take_escape(char c)
{
	unsigned char byte = (unsigned char)c;

	if (byte == ESCAPE) {
		escape.state = STATE_ESCAPE;
		return true;
	}
	if (escape.state == STATE_TEXT)
		return false;
	if (byte >= 0x80 || byte == CANCEL || byte == SUBSTITUTE) {
		escape.state = STATE_TEXT;
		return byte < 0x80;
	}
	if (byte < ' ')
		return false;
	if (escape.state == STATE_SEQUENCE)
		take_in_sequence(c);
	else if (c == '[')
		begin_sequence();
	else if (c >= '0') /* below are intermediate bytes: one more comes */
		escape.state = STATE_TEXT;
	return true;
}

void screen_use_escapes(void)
{
	escape.state = STATE_TEXT;
	set_default();
	if (!terminal.draw)
		return;
	terminal_take_escape = take_escape;
	terminal_take_more();
}
