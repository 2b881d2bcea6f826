#include <ctype.h>

/* One comparison for both ends: what lies below `low` wraps around. */
static int between(int c, int low, int high)
{
	return (unsigned)c - (unsigned)low <= (unsigned)high - (unsigned)low;
}

int isalnum(int c)
{
	return isalpha(c) || isdigit(c);
}

int isalpha(int c)
{
	return islower(c) || isupper(c);
}

int isascii(int c)
{
	return between(c, 0, 0x7f);
}

int isblank(int c)
{
	return c == ' ' || c == '\t';
}

int iscntrl(int c)
{
	return between(c, 0, 0x1f) || c == 0x7f;
}

int isdigit(int c)
{
	return between(c, '0', '9');
}

int isgraph(int c)
{
	return between(c, '!', '~');
}

int islower(int c)
{
	return between(c, 'a', 'z');
}

int isprint(int c)
{
	return between(c, ' ', '~');
}

int ispunct(int c)
{
	return isgraph(c) && !isalnum(c);
}

int isspace(int c)
{
	return c == ' ' || between(c, '\t', '\r');
}

int isupper(int c)
{
	return between(c, 'A', 'Z');
}

int isxdigit(int c)
{
	return isdigit(c) || between(c, 'a', 'f') || between(c, 'A', 'F');
}

int toascii(int c)
{
	return c & 0x7f;
}

int tolower(int c)
{
	return isupper(c) ? c + ('a' - 'A') : c;
}

int toupper(int c)
{
	return islower(c) ? c - ('a' - 'A') : c;
}
