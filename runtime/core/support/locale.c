/* Which of the two locales each category has: they differ in their names alone. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define CATEGORY_COUNT 6  /* LC_ALL is none, and comes before them */
#define NAME_MAX_BYTES 24 /* "LC_MONETARY=C.UTF-8;" */

static const char *const category_names[CATEGORY_COUNT] = {
	"LC_COLLATE", "LC_CTYPE", "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "LC_MESSAGES",
};
static const char *const locale_names[] = { "C", "C.UTF-8" };

enum locale { LOCALE_C, LOCALE_UTF8, LOCALE_NONE };

static unsigned char chosen[CATEGORY_COUNT]; /* enum locale */

static enum locale find(const char *name, size_t length)
{
	static const struct {
		const char *name;
		enum locale locale;
	} known[] = {
		{ "C", LOCALE_C },         { "POSIX", LOCALE_C },     { "C.UTF-8", LOCALE_UTF8 },
		{ "C.utf8", LOCALE_UTF8 }, { "C.UTF8", LOCALE_UTF8 }, { "C.utf-8", LOCALE_UTF8 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == length && strncmp(name, known[i].name, length) == 0)
			return known[i].locale;
	return LOCALE_NONE;
}

/* What the environment says, POSIX 8.2: "C" if it says nothing. */
static const char *name_of_environment(const char *category)
{
	const char *const variables[] = { "LC_ALL", category, "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		if (value && *value != '\0')
			return value;
	}
	return locale_names[LOCALE_C];
}

static enum locale find_for(int category, const char *name)
{
	if (*name == '\0')
		name = name_of_environment(category_names[category]);
	return find(name, strlen(name));
}

/* What LC_ALL is called where its categories differ: "LC_COLLATE=C;LC_CTYPE=C.UTF-8;..."
 * in their order. The part of a category, or NULL. */
static const char *part_of(const char *all, int category, size_t *length)
{
	const char *name = category_names[category];

	for (; *all != '\0'; all += *all == ';') {
		size_t size = strcspn(all, ";"), name_size = strlen(name);
		if (size > name_size && strncmp(all, name, name_size) == 0 &&
		    all[name_size] == '=') {
			*length = size - name_size - 1;
			return all + name_size + 1;
		}
		all += size;
	}
	return NULL;
}

static enum locale find_in_all(int category, const char *all)
{
	size_t length;

	if (!strchr(all, ';'))
		return find_for(category, all);
	const char *part = part_of(all, category, &length);
	return part ? find(part, length) : LOCALE_NONE;
}

static char *name_of_all(void)
{
	static char all[CATEGORY_COUNT * NAME_MAX_BYTES];
	size_t same = 0;

	while (same < CATEGORY_COUNT && chosen[same] == chosen[0])
		same++;
	if (same == CATEGORY_COUNT)
		return (char *)locale_names[chosen[0]];
	char *end = all;
	for (size_t i = 0; i < CATEGORY_COUNT; i++) {
		end = stpcpy(stpcpy(end, i == 0 ? "" : ";"), category_names[i]);
		end = stpcpy(stpcpy(end, "="), locale_names[chosen[i]]);
	}
	return all;
}

/* All of them or none. */
static char *set_all(const char *name)
{
	enum locale wanted[CATEGORY_COUNT];

	for (int i = 0; i < CATEGORY_COUNT; i++) {
		wanted[i] = find_in_all(i, name);
		if (wanted[i] == LOCALE_NONE)
			return NULL;
	}
	for (int i = 0; i < CATEGORY_COUNT; i++)
		chosen[i] = (unsigned char)wanted[i];
	return name_of_all();
}

char *setlocale(int category, const char *name)
{
	if (category == LC_ALL)
		return name ? set_all(name) : name_of_all();
	int which = category - LC_COLLATE;
	if (which < 0 || which >= CATEGORY_COUNT)
		return NULL;
	enum locale wanted = name ? find_for(which, name) : chosen[which];
	if (wanted == LOCALE_NONE)
		return NULL;
	chosen[which] = (unsigned char)wanted;
	return (char *)locale_names[wanted];
}
