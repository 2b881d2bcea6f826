#include "host/base/style.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KNOWN_FDS 3 /* the standard streams */

static enum style_when chosen = STYLE_AUTO;
static enum { UNKNOWN, IS_ON, IS_OFF } known[KNOWN_FDS];

void style_set_when(enum style_when when)
{
	chosen = when;
	memset(known, 0, sizeof known);
}

bool style_is_obeyed(int fd)
{
	const char *term = getenv("TERM");

	return fd >= 0 && (!term || strcmp(term, "dumb") != 0) && isatty(fd);
}

static bool find_out(int fd)
{
	const char *no_color = getenv("NO_COLOR");

	if (chosen != STYLE_AUTO)
		return chosen == STYLE_ALWAYS;
	return !(no_color && *no_color) && style_is_obeyed(fd);
}

static bool is_on(int fd)
{
	if (fd < 0 || fd >= KNOWN_FDS)
		return find_out(fd);
	if (known[fd] == UNKNOWN)
		known[fd] = find_out(fd) ? IS_ON : IS_OFF;
	return known[fd] == IS_ON;
}

const char *style(int fd, enum style style)
{
	static const char *const sequences[] = {
		[STYLE_STRONG] = "\033[1m",     [STYLE_DIM] = "\033[2m",
		[STYLE_OK] = "\033[1;32m",      [STYLE_BAD] = "\033[1;31m",
		[STYLE_WARNING] = "\033[1;33m", [STYLE_NOTE] = "\033[1;36m",
		[STYLE_PLACE] = "\033[1;36m",   [STYLE_CARET] = "\033[1;32m",
	};

	return is_on(fd) ? sequences[style] : "";
}

const char *style_end(int fd)
{
	return is_on(fd) ? "\033[0m" : "";
}
