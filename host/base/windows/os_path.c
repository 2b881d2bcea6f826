#include "host/base/os_path.h"

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* C:/x; and /x, which is another directory on another drive, but never below the
 * current one. "C:x" is relative to where C: was left. */
bool os_path_is_absolute(const char *path)
{
	bool is_letter = (path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z';

	return is_slash(path[0]) || (is_letter && path[1] == ':' && is_slash(path[2]));
}
