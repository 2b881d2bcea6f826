/* ls, cat: the files of the initrd. */
#include <ingot/console.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "initrd.h"
#include "shell.h"

static struct tar_entry entry; /* large for a stack */

/* Is the entry below the directory? "" is the root. */
static bool is_within(const char *name, const char *directory)
{
	size_t size = strlen(directory);

	return size == 0 || (strncmp(name, directory, size) == 0 && name[size] == '/');
}

static void print_entry(void)
{
	static const char marks[] = { [TAR_FILE] = '-',
		                      [TAR_DIRECTORY] = 'd',
		                      [TAR_SYMBOLIC_LINK] = 'l',
		                      [TAR_HARD_LINK] = 'h',
		                      [TAR_SPECIAL] = 's' };

	printf("%c %04" PRIo32 " %8zu  %s%s%s\n", marks[entry.kind], entry.mode, entry.size_bytes,
	       entry.name, entry.link[0] != '\0' ? " -> " : "", entry.link);
}

/* "/etc/" is the archive's "etc". */
static void trim(char *name)
{
	size_t size;

	memmove(name, name + strspn(name, "/"), strlen(name + strspn(name, "/")) + 1);
	for (size = strlen(name); size > 0 && name[size - 1] == '/'; size--)
		name[size - 1] = '\0';
}

void command_ls(int count, char *words[])
{
	char nothing[] = "", *directory = count > 1 ? words[1] : nothing;
	struct tar walk = initrd_walk();
	size_t found = 0;

	trim(directory);
	while (tar_next(&walk, &entry))
		if (entry.name[0] != '\0' &&
		    (is_within(entry.name, directory) || strcmp(entry.name, directory) == 0)) {
			print_entry();
			found++;
		}
	if (walk.error && walk.bytes)
		shell_complain("initrd is damaged at byte %zu: %s", walk.at, walk.error);
	else if (found == 0 && directory[0] != '\0')
		shell_complain("%s: no such file or directory", directory);
	else if (found == 0)
		shell_complain("no initrd was loaded");
}

static void print_file(const char *name)
{
	struct tar walk = initrd_walk();
	const char *why = tar_find(&walk, name, &entry);

	if (!walk.bytes)
		why = "no initrd was loaded";
	if (why) {
		shell_complain("%s: %s", name, why);
	} else if (entry.kind != TAR_FILE) {
		shell_complain("%s: not a regular file", name);
	} else {
		console_write(entry.data, entry.size_bytes);
	}
}

void command_cat(int count, char *words[])
{
	for (int i = 1; i < count; i++)
		print_file(words[i]);
}
