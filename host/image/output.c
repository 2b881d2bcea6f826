#include "host/image/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"

#define PIECE_BYTES 16384u /* of an older file, compared or copied */

static const char *next_action(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return "make its folder first, or name another with -o";
	case EACCES:
	case EPERM:
	case EROFS:   return "name a file in a folder that you may write to with -o";
	case ENOSPC:
	case EDQUOT:  return "free some disk space, or name a file on another disk with -o";
	case EFBIG:   return "this file system or your limits (ulimit -f) allow no larger file";
	default:      return "check the disk, or name another file with -o";
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
	static const char *const kinds[] = { [OS_NODE_FOLDER] = "folder",
		                             [OS_NODE_DISK] = "disk",
		                             [OS_NODE_OTHER] = "device, pipe or socket" };
	enum os_node kind = os_node_kind(path);

	if (kind == OS_NODE_NONE || kind == OS_NODE_FILE)
		return true;
	diag_error(&(struct place){ .file = path }, "cannot write the file: it is a %s",
	           kinds[kind]);
	diag_hint("name a file with -o");
	return false;
}

static bool begin(struct output *output, enum os_durability durability)
{
	if (os_replace_begin(&output->replacement, output->path, durability))
		return true;
	output->replacement.fd = -1;
	return report(output->path, errno);
}

bool output_begin(struct output *output, const char *path, uint64_t size_bytes,
                  enum os_durability durability)
{
	*output = (struct output){ .path = path, .old_fd = -1 };
	if (!output_check(path) || !begin(output, durability))
		return false;
	if (ftruncate(output->replacement.fd, (off_t)size_bytes) == 0)
		return true;
	int error = errno;
	output_cancel(output);
	return report(path, error);
}

bool output_begin_update(struct output *output, const char *path)
{
	*output = (struct output){ .path = path, .replacement.fd = -1, .old_fd = -1 };
	if (!output_check(path))
		return false;
	output->old_fd = open(path, O_RDONLY | O_CLOEXEC);
	return output->old_fd >= 0 || begin(output, OS_REMADE);
}

static size_t piece_of(uint64_t left_bytes)
{
	return left_bytes < PIECE_BYTES ? (size_t)left_bytes : PIECE_BYTES;
}

/* Whether the old file goes on like this. What cannot be read is another file. */
static bool is_same(const struct output *output, const unsigned char *data, size_t size_bytes)
{
	unsigned char piece[PIECE_BYTES];
	uint64_t offset = output->same_bytes;

	for (size_t size; size_bytes; data += size, offset += size, size_bytes -= size) {
		size = piece_of(size_bytes);
		if (!os_read_at(output->old_fd, piece, size, offset) ||
		    memcmp(piece, data, size) != 0)
			return false;
	}
	return true;
}

/* A file of its own begins with what it has in common with the old one. */
static bool leave_old(struct output *output)
{
	unsigned char piece[PIECE_BYTES];
	int old_fd = output->old_fd;
	bool good = begin(output, OS_REMADE);

	output->old_fd = -1;
	for (uint64_t at = 0; good && at < output->same_bytes; at += PIECE_BYTES) {
		size_t size = piece_of(output->same_bytes - at);

		good = (os_read_at(old_fd, piece, size, at) &&
		        os_write_at(output->replacement.fd, piece, size, at)) ||
		       report(output->path, errno);
	}
	close(old_fd);
	return good;
}

bool output_write(struct output *output, const void *data, size_t size_bytes, uint64_t offset)
{
	if (output->old_fd >= 0) {
		if (offset == output->same_bytes && is_same(output, data, size_bytes)) {
			output->same_bytes += size_bytes;
			return true;
		}
		if (!leave_old(output))
			return false;
	}
	return os_write_at(output->replacement.fd, data, size_bytes, offset) ||
	       report(output->path, errno);
}

/* Whether the old file ends where the writing ended. */
static bool ends_same(const struct output *output)
{
	off_t end = lseek(output->old_fd, 0, SEEK_END);

	return end >= 0 && (uint64_t)end == output->same_bytes;
}

bool output_commit(struct output *output)
{
	if (output->old_fd >= 0 && ends_same(output)) {
		close(output->old_fd);
		return true;
	}
	if (output->old_fd >= 0 && !leave_old(output)) {
		output_cancel(output);
		return false;
	}
	return os_replace_commit(&output->replacement) || report(output->path, errno);
}

void output_cancel(struct output *output)
{
	if (output->old_fd >= 0)
		close(output->old_fd);
	if (output->replacement.fd >= 0)
		os_replace_cancel(&output->replacement);
}
