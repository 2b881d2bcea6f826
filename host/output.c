#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "os_disk.h"

static const char *next_action(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return "make its folder first, or name another with -o";
	case EACCES:
	case EPERM:
	case EROFS: return "name a file in a folder that you may write to with -o";
	case ENOSPC:
	case EDQUOT: return "free some disk space, or name a file on another disk with -o";
	case EFBIG: return "this file system or your limits (ulimit -f) allow no larger file";
	default: return "check the disk, or name another file with -o";
	}
}

static bool report(const char *path, int error)
{
	diag_error(&(struct place){ .file = path }, "cannot write the file: %s", strerror(error));
	diag_hint("%s", next_action(error));
	return false;
}

bool output_check(const char *path)
{
	static const char *const kinds[] = { [OS_NODE_FOLDER] = "folder", [OS_NODE_DISK] = "disk",
		                             [OS_NODE_OTHER] = "device, pipe or socket" };
	enum os_node kind = os_node_kind(path);

	if (kind == OS_NODE_NONE || kind == OS_NODE_FILE)
		return true;
	diag_error(&(struct place){ .file = path }, "cannot write the file: it is a %s",
	           kinds[kind]);
	diag_hint("name a file with -o");
	return false;
}

bool output_begin(struct output *output, const char *path, uint64_t size_bytes)
{
	if (!output_check(path))
		return false;
	if (!os_replace_begin(&output->replacement, path))
		return report(path, errno);
	if (ftruncate(output->replacement.fd, (off_t)size_bytes) == 0)
		return true;
	int error = errno;
	output_cancel(output);
	return report(path, error);
}

bool output_write(struct output *output, const void *data, size_t size_bytes, uint64_t offset)
{
	return os_write_at(output->replacement.fd, data, size_bytes, offset) ||
	       report(output->replacement.path, errno);
}

bool output_commit(struct output *output)
{
	return os_replace_commit(&output->replacement) || report(output->replacement.path, errno);
}

void output_cancel(struct output *output)
{
	os_replace_cancel(&output->replacement);
}
