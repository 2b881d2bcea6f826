/* Comparisons that take A for a: ASCII only. */

#include <ctype.h>
#include <string.h>
#include <strings.h>

int strncasecmp(const char *a, const char *b, size_t limit)
{
	for (; limit != 0; limit--, a++, b++) {
		int x = tolower((unsigned char)*a);
		int y = tolower((unsigned char)*b);
		if (x != y || x == '\0')
			return x - y;
	}
	return 0;
}

int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, (size_t)-1);
}

char *strcasestr(const char *s, const char *needle)
{
	size_t length = strlen(needle);

	for (; strncasecmp(s, needle, length) != 0; s++)
		if (*s == '\0')
			return NULL;
	return (char *)s;
}
