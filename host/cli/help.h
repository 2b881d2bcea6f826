#pragma once
/* help: what `ingot` says of itself, made from the table of options.
 *
 * Short (-h) is usage, options and an example; long (--help) adds paragraphs and
 * what there is to say of single options. No line is wider than WRAP_COLUMNS. */
#include <stdbool.h>

#include "host/cli/options_table.h"

enum help_size { HELP_NONE, HELP_SHORT, HELP_LONG };

void help_print(struct arena *keep, enum help_size size);
void help_print_command(struct arena *keep, const struct command *command, enum help_size size);
/* What `ingot help` explains beside commands and keys of ingot.yaml. */
void help_list_topics(struct text_list *names);
/* Of `ingot help TOPIC`: a command, a topic or a key; NULL: all. False, reported: no such topic. */
bool help_print_topic(struct arena *keep, const char *topic);
