#include "host/cli/advice.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/sources.h"
#include "host/base/suggest.h"
#include "host/base/text.h"
#include "host/project/project.h"

#define MIB_PER_GIB 1024

static bool is_project(struct arena *keep, const char *folder)
{
	return os_file_exists(path_join(keep, folder, PROJECT_FILE));
}

static void hint_project(struct arena *keep, const char *command, const char *folder)
{
	struct buffer word = { .arena = keep };

	buffer_add_word(&word, folder);
	diag_hint("-C chooses a project: ingot -C %s %s", word.data, command ? command : "run");
}

void advice_on_argument(struct arena *keep, const char *command, const char *argument)
{
	const char *folder = path_folder(keep, argument);

	if (is_project(keep, argument))
		hint_project(keep, command, argument);
	else if (os_file_exists(argument) && text_equal(path_name(argument), PROJECT_FILE))
		hint_project(keep, command, folder);
	else if (os_is_folder(argument))
		diag_hint("%s has no %s: `ingot new DIR` creates a project", argument,
		          PROJECT_FILE);
	else if (os_file_exists(argument) && sources_kind(argument) != SOURCE_NONE)
		diag_hint("sources belong to a project, a directory with an %s: `ingot new DIR` "
		          "creates one",
		          PROJECT_FILE);
}

void advice_on_folder(struct arena *keep, const char *folder, int error)
{
	const char *above = path_folder(keep, folder);
	struct text_list names = { .arena = keep };

	if (error == ENOTDIR && os_file_exists(folder))
		diag_hint("-C takes a directory, that of a project: -C %s", above);
	else if (error == ENOENT && os_list_folder(keep, above, &names) && names.count)
		suggest_hint(path_name(folder), names.items);
}

void advice_on_number(const char *option, const char *unit, const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);
	int letter = toupper((unsigned char)*end);

	if (end == text || value < 1 || value > INT_MAX / MIB_PER_GIB || !text_equal(unit, "MIB") ||
	    !letter || !strchr("MG", letter))
		return;
	diag_hint("the unit is MiB: --%s %ld", option, letter == 'G' ? value * MIB_PER_GIB : value);
}

void advice_on_name(struct arena *keep, const char *name)
{
	char *valid = text_copy(keep, name, strlen(name));

	for (char *c = valid; *c; c++)
		if (!isalnum((unsigned char)*c) && *c != '_' && *c != '-')
			*c = '-';
	while (*valid == '-')
		valid++;
	if (project_name_is_valid(valid))
		diag_hint("a name that is valid: --name %s", valid);
}
