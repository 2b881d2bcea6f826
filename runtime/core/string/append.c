#include <string.h>

char *strcat(char *__restrict to, const char *__restrict from)
{
	strcpy(to + strlen(to), from);
	return to;
}

char *strncat(char *__restrict to, const char *__restrict from, size_t limit)
{
	size_t length = strnlen(from, limit);
	char *end = to + strlen(to);

	memcpy(end, from, length);
	end[length] = '\0';
	return to;
}

size_t strlcat(char *__restrict to, const char *__restrict from, size_t size)
{
	size_t length = strnlen(to, size);

	return length + strlcpy(to + length, from, size - length);
}
