#pragma once
/* options_table: every command and every option, the one place that names them.
 *
 * The table says for each option which commands take it: parsing (options.h) and
 * help (help.h) come from the same lines. Texts of help are sentences without
 * breaks, but for lists. */
#include <stddef.h>

#include "host/base/words.h"
#include "host/cli/command.h"

/* Under which heading help lists a command, or an option. */
enum option_group { GROUP_BUILD, GROUP_MACHINE, GROUP_OUTPUT, GROUP_GENERAL, GROUP_COUNT };

struct command {
	const char *name;
	const char *operands; /* "DIR", "[FILTER]" or "" */
	const char *summary;  /* one line */
	const char *details;  /* paragraphs of --help */
	const char *example;
	enum exit_status (*run)(struct session *session); /* NULL: needs no project */
	unsigned bit;                                     /* of the options' masks */
	enum option_group group;
};

enum option_kind {
	FLAG,
	TEXT,
	NUMBER,
	LIST,
	FORMAT, /* one of the words of options_words */
	SANITIZE,
	BIOS,
	UEFI,
	DIRECT,
	ACCEL,
	SIGN,
	VERBOSE,
	QUIET,
	COLOR,
	BACKTRACE,
	HELP,
	VERSION,
};

struct option_rule {
	const char *name; /* long, without "--" */
	char letter;      /* short, or 0 */
	enum option_kind kind;
	size_t field;      /* in struct options */
	const char *value; /* as help calls it, or NULL: the option takes none */
	const char *help;  /* one line; "{}" stands for the words */
	unsigned commands; /* bits of those that take it */
	enum option_group group;
	const char *more; /* what --help adds, or NULL */
};

#define COMMAND_COUNT 12
#define OPTION_COUNT  55

extern const struct command options_commands[COMMAND_COUNT];
extern const struct option_rule options_rules[OPTION_COUNT];

/* What the value of an option may be, or NULL: anything. */
const struct word *options_words(const struct option_rule *rule);
/* What help says of it, in one line. */
const char *options_help(struct arena *keep, const struct option_rule *rule);

/* What `ingot watch` may do. */
extern const struct word options_watched[];

/* By its name, or NULL. */
const struct command *options_find_command(const char *name);
/* Whether a command has the option of this long name. */
bool options_takes(const struct command *command, const char *name);
