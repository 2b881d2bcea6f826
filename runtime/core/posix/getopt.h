#pragma once
/* getopt: what getopt and getopt_long share. Included by: core/posix. */

#include <getopt.h>
#include <stdbool.h>

/* A reading of a command line. */
struct getopt_line {
	int count;
	char **words;
	const char *letters;        /* without '+' and '-' in front */
	const struct option *table; /* NULL: there are no names */
	int *row;
	bool dashes_are_one; /* of getopt_long_only: -name is a name */
	bool is_quiet;
};

/* The name at `next`, behind `prefix`, which is a "-" or "--" of the word optind. -1: it
 * is none, and may be letters. */
int rt_getopt_name(const struct getopt_line *line, const char *next, const char *prefix);
/* '?', or ':' if the letters begin so, for an argument that is missing. */
int rt_getopt_missing(const struct getopt_line *line);
