#include <stdlib.h>
#include <string.h>

char *getenv(const char *name)
{
	size_t length = strcspn(name, "=");

	if (!environ || length == 0 || name[length] == '=')
		return NULL;
	for (char **entry = environ; *entry; entry++)
		if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=')
			return *entry + length + 1;
	return NULL;
}
