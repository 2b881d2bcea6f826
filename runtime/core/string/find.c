#include <string.h>
#include <strings.h>

char *strchrnul(const char *s, int c)
{
	while (*s != '\0' && *s != (char)c)
		s++;
	return (char *)s;
}

char *strchr(const char *s, int c)
{
	char *found = strchrnul(s, c);

	return *found == (char)c ? found : NULL;
}

char *strrchr(const char *s, int c)
{
	return memrchr(s, c, strlen(s) + 1);
}

char *index(const char *s, int c)
{
	return strchr(s, c);
}

char *rindex(const char *s, int c)
{
	return strrchr(s, c);
}

size_t strnlen(const char *s, size_t limit)
{
	const char *end = memchr(s, '\0', limit);

	return end ? (size_t)(end - s) : limit;
}
