#include <string.h>

char *stpcpy(char *__restrict to, const char *__restrict from)
{
	size_t length = strlen(from);

	memcpy(to, from, length + 1);
	return to + length;
}

char *strcpy(char *__restrict to, const char *__restrict from)
{
	stpcpy(to, from);
	return to;
}

/* A field of fixed size: filled up with zeros, not terminated when full. */
char *stpncpy(char *__restrict to, const char *__restrict from, size_t size)
{
	size_t length = strnlen(from, size);

	memcpy(to, from, length);
	memset(to + length, 0, size - length);
	return to + length;
}

char *strncpy(char *__restrict to, const char *__restrict from, size_t size)
{
	stpncpy(to, from, size);
	return to;
}

size_t strlcpy(char *__restrict to, const char *__restrict from, size_t size)
{
	size_t length = strlen(from);

	if (size != 0) {
		size_t kept = length < size ? length : size - 1;
		memcpy(to, from, kept);
		to[kept] = '\0';
	}
	return length;
}
