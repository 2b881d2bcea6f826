/* Classes of wide characters, C17 7.30: those of ASCII. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <wctype.h>

#define ASCII_END 0x80

static bool is_ascii(wint_t c)
{
	return (uint32_t)c < ASCII_END;
}

#define CLASS(name) \
	int isw##name(wint_t c) \
	{ \
		return is_ascii(c) && is##name((int)c); \
	}

CLASS(alnum)
CLASS(alpha)
CLASS(blank)
CLASS(cntrl)
CLASS(digit)
CLASS(graph)
CLASS(lower)
CLASS(print)
CLASS(punct)
CLASS(space)
CLASS(upper)
CLASS(xdigit)

wint_t towlower(wint_t c)
{
	return is_ascii(c) ? (wint_t)tolower((int)c) : c;
}

wint_t towupper(wint_t c)
{
	return is_ascii(c) ? (wint_t)toupper((int)c) : c;
}

static const struct {
	const char *name;
	int (*test)(wint_t c);
} classes[] = {
	{ "alnum", iswalnum }, { "alpha", iswalpha }, { "blank", iswblank },
	{ "cntrl", iswcntrl }, { "digit", iswdigit }, { "graph", iswgraph },
	{ "lower", iswlower }, { "print", iswprint }, { "punct", iswpunct },
	{ "space", iswspace }, { "upper", iswupper }, { "xdigit", iswxdigit },
};

wctype_t wctype(const char *name)
{
	for (unsigned i = 0; i < sizeof classes / sizeof *classes; i++)
		if (strcmp(name, classes[i].name) == 0)
			return i + 1;
	return 0;
}

int iswctype(wint_t c, wctype_t which)
{
	if (which == 0 || which > sizeof classes / sizeof *classes)
		return 0;
	return classes[which - 1].test(c);
}

wctrans_t wctrans(const char *name)
{
	return strcmp(name, "tolower") == 0 ? 1 : strcmp(name, "toupper") == 0 ? 2 : 0;
}

wint_t towctrans(wint_t c, wctrans_t which)
{
	return which == 1 ? towlower(c) : which == 2 ? towupper(c) : c;
}
