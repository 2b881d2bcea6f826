#pragma once
/* options: the command line, read by the table of options_table.h. */
#include <stdbool.h>

#include "host/cli/options_table.h"

enum options_outcome {
	OPTIONS_RUN,     /* go on with the command */
	OPTIONS_SHOWN,   /* help was printed: all done */
	OPTIONS_VERSION, /* to be printed */
	OPTIONS_WRONG,   /* reported */
};

/* arguments ends with NULL and does not hold the program's name. Operands and
 * what follows "--" point into it. */
enum options_outcome options_parse(struct arena *keep, const char **arguments,
                                   struct options *options, const struct command **command);
