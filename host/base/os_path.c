#include "host/base/os_path.h"

bool os_path_is_absolute(const char *path)
{
	return path[0] == '/';
}
