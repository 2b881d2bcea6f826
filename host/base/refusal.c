#include "host/base/refusal.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"

/* The nearest directory above the path that is there: its rights decide. NULL: nobody
 * can tell. */
static const char *find_decider(struct arena *keep, const char *path)
{
	const char *folder = path;

	do {
		folder = path_folder(keep, folder);
		if (os_is_folder(folder))
			return folder;
	} while (os_is_missing(errno) && !text_equal(folder, ".") && !text_equal(folder, "/"));
	return NULL;
}

static void hint_owner(const char *folder, const char *shown)
{
	const char *owner = os_foreign_owner(folder);

	if (!owner)
		diag_hint("the directory is yours, but may not be written to: chmod u+rwx %s",
		          shown);
	else if (text_equal(owner, OS_OWNER_ROOT))
		diag_hint("the directory belongs to root; take it back: "
		          "sudo chown -R \"$(id -un)\" %s",
		          shown);
	else
		diag_hint("the directory belongs to %s: ls -ld %s", owner, shown);
}

static bool hint(struct arena scratch, const char *path, int error)
{
	const char *folder = find_decider(&scratch, path);
	struct buffer shown = { .arena = &scratch };

	buffer_add_word(&shown, folder ? display_path(&scratch, folder) : "");
	if (folder && (error == ENOSPC || error == EDQUOT))
		diag_hint("free some space on the file system of %s: df -h %s", shown.data,
		          shown.data);
	else if (folder && error == EROFS)
		diag_hint("the file system of %s is read-only", shown.data);
	else if (folder && (error == EACCES || error == EPERM))
		hint_owner(folder, shown.data);
	else
		diag_hint("check who owns the directory, and the free disk space");
	return false;
}

bool refusal_to_write(struct arena scratch, const char *path)
{
	int error = errno;

	diag_error(&(struct place){ .file = path }, "cannot write: %s", strerror(error));
	return hint(scratch, path, error);
}

bool refusal_to_remove(struct arena scratch, const char *path)
{
	int error = errno;

	diag_error(&(struct place){ .file = path }, "cannot remove: %s", strerror(error));
	return hint(scratch, path, error);
}

bool refusal_to_lock(struct arena scratch, const char *folder, const char *path)
{
	int error = errno;

	diag_error(&(struct place){ .file = folder }, "cannot lock: %s", strerror(error));
	return hint(scratch, path, error);
}
