#include "output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"

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

/* A rename would put a file in the place of the device. */
static bool is_replaceable(const char *path)
{
	struct stat facts;

	if (stat(path, &facts) < 0 || S_ISREG(facts.st_mode))
		return true;
	diag_error(&(struct place){ .file = path }, "cannot write the file: it is a %s",
	           S_ISDIR(facts.st_mode) ? "folder" : "device, pipe or socket");
	diag_hint("name a file; copy that to a disk with dd");
	return false;
}

bool output_begin(struct output *output, const char *path, uint64_t size_bytes)
{
	if (!is_replaceable(path))
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
