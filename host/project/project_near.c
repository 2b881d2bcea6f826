#include "host/project/project_near.h"

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/project/project.h"

#define NAMES_READ_MAX  1000 /* of a directory such as /usr/bin */
#define NAMES_SHOWN_MAX 3

bool project_near_hint_below(struct arena scratch)
{
	struct text_list names = { .arena = &scratch };
	struct buffer shown = { .arena = &scratch };
	size_t count = 0;

	if (!os_list_folder(&scratch, ".", &names))
		return false;
	for (size_t i = 0; i < names.count && i < NAMES_READ_MAX; i++) {
		if (!os_file_exists(path_join(&scratch, names.items[i], PROJECT_FILE)) ||
		    ++count > NAMES_SHOWN_MAX)
			continue;
		buffer_puts(&shown, count > 1 ? ", -C " : "-C ");
		buffer_add_word(&shown, display_path(&scratch, names.items[i]));
	}
	if (count == 1)
		diag_hint("there is a project below: %s", shown.data);
	else if (count > NAMES_SHOWN_MAX)
		diag_hint("there are projects below: %s, and %zu more", shown.data,
		          count - NAMES_SHOWN_MAX);
	else if (count)
		diag_hint("there are projects below: %s", shown.data);
	return count > 0;
}

void project_near_hint(struct arena scratch)
{
	static const char *const others[] = { "ingot.yml", "Ingot.yaml", "ingot.yaml.txt" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (os_file_exists(others[i]))
			diag_hint("rename %s to %s", display_path(&scratch, others[i]),
			          PROJECT_FILE);
	project_near_hint_below(scratch);
	diag_hint("`ingot new DIR` creates a project; -C DIR chooses one");
	if (os_is_folder("src"))
		diag_hint("an %s beside src may be empty: all its keys have defaults",
		          PROJECT_FILE);
}
