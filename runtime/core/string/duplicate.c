#include <stdlib.h>
#include <string.h>

char *strndup(const char *s, size_t limit)
{
	size_t length = strnlen(s, limit);
	char *copy = malloc(length + 1);

	if (!copy)
		return NULL;
	copy[length] = '\0';
	return memcpy(copy, s, length);
}

char *strdup(const char *s)
{
	return strndup(s, strlen(s));
}
