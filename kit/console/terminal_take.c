/* terminal_take: see terminal.h. */
#include "kit/console/terminal.h"

bool (*terminal_take_escape)(char c);
bool (*terminal_take_utf8)(char c);

/* A byte may end a character that was begun, and be part of a sequence. */
static bool take(char c)
{
	bool is_put = terminal_take_utf8 && terminal_take_utf8(c);

	return (terminal_take_escape && terminal_take_escape(c)) || is_put;
}

void terminal_take_more(void)
{
	terminal.take = take;
}
