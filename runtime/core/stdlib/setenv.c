/* The environment that a program changes; POSIX.
 *
 * `environ` is the kernel's or the program's to set at any time, to constants too: what
 * is changed is a copy, `table`. The strings that setenv made are kept apart from those
 * that others own, so that they can be freed. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static char **table;   /* from malloc */
static char **strings; /* made by setenv, where NULL is a free place */
static size_t string_count;

/* The length of a name, or 0 for what is none. */
static size_t name_length(const char *name)
{
	size_t length = name ? strcspn(name, "=") : 0;

	if (length != 0 && name[length] == '\0')
		return length;
	errno = EINVAL;
	return 0;
}

static void free_string(char *s)
{
	for (size_t i = 0; i < string_count; i++)
		if (strings[i] == s) {
			strings[i] = NULL;
			free(s);
			return;
		}
}

static bool keep_string(char *s)
{
	for (size_t i = 0; i < string_count; i++)
		if (!strings[i]) {
			strings[i] = s;
			return true;
		}
	char **more = reallocarray(strings, string_count + 1, sizeof *strings);
	if (!more)
		return false;
	strings = more;
	strings[string_count++] = s;
	return true;
}

static bool is_of(const char *entry, const char *name, size_t length)
{
	return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

/* Takes out the entries of a name from a place on. */
static void remove_from(char **at, const char *name, size_t length)
{
	char **to = at;

	for (; *at; at++) {
		if (is_of(*at, name, length))
			free_string(*at);
		else
			*to++ = *at;
	}
	*to = NULL;
}

/* Makes `environ` our own, with a place for one entry more; returns how many it has,
 * or -1. */
static ptrdiff_t own_table(void)
{
	size_t count = 0;

	while (environ && environ[count])
		count++;
	char **more = reallocarray(environ == table ? table : NULL, count + 2, sizeof *table);
	if (!more)
		return -1;
	if (environ != table) {
		if (count != 0)
			memcpy(more, environ, count * sizeof *more);
		free(table);
	}
	more[count] = NULL;
	environ = table = more;
	return (ptrdiff_t)count;
}

/* In place of the first entry of its name, or behind the last of all. */
static bool enter(char *entry, size_t length)
{
	ptrdiff_t count = own_table();

	if (count < 0)
		return false;
	for (char **at = environ; *at; at++)
		if (is_of(*at, entry, length)) {
			char *before = *at;

			*at = entry;
			remove_from(at + 1, entry, length);
			if (before != entry)
				free_string(before);
			return true;
		}
	environ[count] = entry;
	environ[count + 1] = NULL;
	return true;
}

int setenv(const char *name, const char *value, int overwrite)
{
	size_t length = name_length(name);

	if (length == 0)
		return -1;
	if (!overwrite && getenv(name))
		return 0;
	size_t value_length = strlen(value);
	char *entry = malloc(length + value_length + 2);
	if (!entry)
		return -1;
	memcpy(entry, name, length);
	entry[length] = '=';
	memcpy(entry + length + 1, value, value_length + 1);
	if (!keep_string(entry)) {
		free(entry);
		return -1;
	}
	if (enter(entry, length))
		return 0;
	free_string(entry);
	return -1;
}

int unsetenv(const char *name)
{
	size_t length = name_length(name);

	if (length == 0)
		return -1;
	if (!getenv(name))
		return 0;
	if (own_table() < 0)
		return -1;
	remove_from(environ, name, length);
	return 0;
}

int putenv(char *entry)
{
	size_t length = strcspn(entry, "=");

	if (entry[length] == '\0')
		return unsetenv(entry);
	if (length == 0) {
		errno = EINVAL;
		return -1;
	}
	return enter(entry, length) ? 0 : -1;
}

int clearenv(void)
{
	for (size_t i = 0; i < string_count; i++)
		free(strings[i]);
	free(strings);
	strings = NULL;
	string_count = 0;
	free(table);
	environ = table = NULL;
	return 0;
}
