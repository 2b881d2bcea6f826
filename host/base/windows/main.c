/* main: the arguments as UTF-8; then that of all hosts. */
#include <stdio.h>
#include <string.h>

#include "host/base/windows/wide.h"

#undef main
int ingot_main(int argc, char **argv);
int wmain(int argc, wchar_t **wide);

/* Where a user's files lie has other names there. */
static void name_folder(const char *name, const char *theirs)
{
	const char *folder = getenv(theirs);
	char *path = folder && !getenv(name) ? strdup(folder) : NULL;

	if (!path)
		return;
	for (char *at = path; *at; at++)
		if (*at == '\\')
			*at = '/';
	setenv(name, path, 0);
	free(path);
}

int wmain(int argc, wchar_t **wide)
{
	char **argv = calloc((size_t)argc + 1, sizeof *argv);

	for (int i = 0; argv && i < argc; i++) {
		argv[i] = wide_to_text(wide[i]);
		if (!argv[i])
			argv = NULL;
	}
	name_folder("HOME", "USERPROFILE");
	name_folder("XDG_CACHE_HOME", "LOCALAPPDATA");
	if (argv)
		return ingot_main(argc, argv);
	fputs("ingot: error: out of memory\n", stderr);
	return 7;
}
