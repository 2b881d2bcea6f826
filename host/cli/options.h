#pragma once
/* options: the command line, read by one table.
 *
 * The table says for every option which commands take it, so that parsing and
 * every --help page come from the same lines. */
#include <stdbool.h>

#include "host/cli/command.h"

struct command {
	const char *name;
	const char *operands; /* "DIR", "[FILTER]" or "" */
	const char *summary;  /* one line */
	const char *details;  /* paragraphs of --help */
	enum exit_status (*run)(struct session *session);
	unsigned bit; /* of the option table's masks */
};

enum options_outcome {
	OPTIONS_RUN,   /* go on with the command */
	OPTIONS_SHOWN, /* help or version was printed: all done */
	OPTIONS_WRONG, /* reported */
};

/* arguments ends with NULL and does not hold the program's name. Operands and
 * what follows "--" point into it. */
enum options_outcome options_parse(struct arena *keep, const char **arguments,
                                   struct options *options, const struct command **command);
