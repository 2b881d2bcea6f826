/* Options by their names. */
#include <stdio.h>
#include <string.h>

#include "getopt.h"

static bool begins(const struct option *row, const char *name, size_t length)
{
	return strncmp(row->name, name, length) == 0;
}

static const struct option *find_whole(const struct option *table, const char *name, size_t length)
{
	for (; table->name; table++)
		if (begins(table, name, length) && strlen(table->name) == length)
			return table;
	return NULL;
}

static const struct option *find_beginning(const struct option *table, const char *name,
                                           size_t length)
{
	for (; table->name; table++)
		if (begins(table, name, length))
			return table;
	return NULL;
}

/* Two names of one option are not ambiguous, save where a name has one dash. */
static bool differ(const struct getopt_line *line, const struct option *a, const struct option *b)
{
	return line->dashes_are_one || a->has_arg != b->has_arg || a->flag != b->flag ||
	       a->val != b->val;
}

/* Behind `after`, what the name may mean too. */
static const struct option *find_other(const struct getopt_line *line, const struct option *found,
                                       const struct option *after, const char *name)
{
	size_t length = strcspn(name, "=");

	for (const struct option *row = after + 1; row->name; row++)
		if (begins(row, name, length) && differ(line, row, found))
			return row;
	return NULL;
}

static int refuse_ambiguous(const struct getopt_line *line, const struct option *found,
                            const char *name, const char *prefix)
{
	optind++;
	optopt = 0;
	if (line->is_quiet)
		return '?';
	fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", line->words[0], prefix,
	        name);
	for (const struct option *row = found; row; row = find_other(line, found, row, name))
		fprintf(stderr, " '%s%s'", prefix, row->name);
	fputs("\n", stderr);
	return '?';
}

static int refuse_unknown(const struct getopt_line *line, const char *name, const char *prefix)
{
	const char *word = line->words[optind];

	if (line->dashes_are_one && word[1] != '-' && *name != '\0' && strchr(line->letters, *name))
		return -1;
	optind++;
	optopt = 0;
	if (!line->is_quiet)
		fprintf(stderr, "%s: unrecognized option '%s%s'\n", line->words[0], prefix, name);
	return '?';
}

/* The argument of what was found: false if it lacks one, or must not have it. */
static bool take_argument(const struct getopt_line *line, const struct option *found, char *given,
                          const char *prefix)
{
	const char *what = NULL;

	if (given && found->has_arg == no_argument)
		what = "doesn't allow an argument";
	else if (given)
		optarg = given;
	else if (found->has_arg == required_argument && optind < line->count)
		optarg = line->words[optind++];
	else if (found->has_arg == required_argument)
		what = "requires an argument";
	if (!what)
		return true;
	optopt = found->val;
	if (!line->is_quiet)
		fprintf(stderr, "%s: option '%s%s' %s\n", line->words[0], prefix, found->name,
		        what);
	return false;
}

int rt_getopt_name(const struct getopt_line *line, const char *next, const char *prefix)
{
	size_t length = strcspn(next, "=");
	char *given = next[length] == '=' ? (char *)next + length + 1 : NULL;
	const struct option *found = find_whole(line->table, next, length);

	if (!found) {
		found = find_beginning(line->table, next, length);
		if (!found)
			return refuse_unknown(line, next, prefix);
		if (find_other(line, found, found, next))
			return refuse_ambiguous(line, found, next, prefix);
	}
	optind++;
	if (!take_argument(line, found, given, prefix))
		return given ? '?' : rt_getopt_missing(line);
	if (line->row)
		*line->row = (int)(found - line->table);
	if (!found->flag)
		return found->val;
	*found->flag = found->val;
	return 0;
}
