/* Paths, as the glue's files have them: there are no directories to go through. */
#include <libgen.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *dirname(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	slash[slash == path] = '\0';
	return path;
}

char *realpath(const char *path, char *to)
{
	if (access(path, F_OK) < 0)
		return NULL;
	if (!to)
		to = malloc(strlen(path) + 2);
	if (to) {
		to[0] = '/'; /* where everything is */
		strcpy(to + (*path != '/'), path);
	}
	return to;
}
