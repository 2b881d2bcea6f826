#include "host/base/os_path.h"

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool has_drive(const char *path)
{
	return (path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z' && path[1] == ':';
}

/* C:/x; and /x, which is another directory on another drive, but never below the
 * current one. "C:x" is relative to where C: was left. */
bool os_path_is_absolute(const char *path)
{
	return is_slash(path[0]) || (has_drive(path) && is_slash(path[2]));
}

/* Of a share, "//server/share/". */
size_t os_path_root_size(const char *path)
{
	size_t size = 2;

	if (has_drive(path))
		return is_slash(path[2]) ? 3 : 2;
	if (!is_slash(path[0]) || !is_slash(path[1]))
		return is_slash(path[0]);
	for (int names = 0; names < 2; names++) {
		while (path[size] && !is_slash(path[size]))
			size++;
		size += is_slash(path[size]);
	}
	return size;
}
