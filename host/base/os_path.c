#include "host/base/os_path.h"

bool os_path_is_absolute(const char *path)
{
	return path[0] == '/';
}

size_t os_path_root_size(const char *path)
{
	return path[0] == '/';
}
