#include "host/image/output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"

#define PIECE_BYTES 16384u /* of an older file, compared or copied */
#define HOLE_BYTES  4096u  /* what file systems leave out, at such a place */

static const char *next_action(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return "create its directory first, or name another with -o";
	case EACCES:
	case EPERM:
	case EROFS:   return "name a file in a directory that you may write to with -o";
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
	static const char *const kinds[] = { [OS_NODE_FOLDER] = "directory",
		                             [OS_NODE_DISK] = "disk",
		                             [OS_NODE_OTHER] = "device, pipe or socket" };
	enum os_node kind = os_node_kind(path);

	if (kind == OS_NODE_NONE)
		return errno == ENOENT || report(path, errno);
	if (kind == OS_NODE_FILE)
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

static bool set_size(const struct output *output)
{
	return ftruncate(output->replacement.fd, (off_t)output->size_bytes) == 0 ||
	       report(output->path, errno);
}

bool output_begin(struct output *output, const char *path, uint64_t size_bytes,
                  enum os_durability durability)
{
	*output = (struct output){ .path = path, .old_fd = -1, .size_bytes = size_bytes };
	if (!output_check(path) || !begin(output, durability))
		return false;
	if (set_size(output))
		return true;
	output_cancel(output);
	return false;
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

static bool is_zero(const unsigned char *data, size_t size_bytes)
{
	return data[0] == 0 && memcmp(data, data + 1, size_bytes - 1) == 0;
}

/* The bytes from an offset to the next place where a hole can begin or end. */
static size_t block_at(uint64_t offset, size_t left_bytes)
{
	size_t size = HOLE_BYTES - (size_t)(offset % HOLE_BYTES);

	return size < left_bytes ? size : left_bytes;
}

/* How many bytes, in whole blocks, are zeros or are not, as the first block is. */
static size_t run_at(const unsigned char *data, size_t left_bytes, uint64_t offset, bool *zero)
{
	size_t size = block_at(offset, left_bytes), next;

	*zero = is_zero(data, size);
	for (; size < left_bytes; size += next) {
		next = block_at(offset + size, left_bytes - size);
		if (is_zero(data + size, next) != *zero)
			break;
	}
	return size;
}

/* To a file that was empty there. */
static bool write_new(struct output *output, const unsigned char *data, size_t size_bytes,
                      uint64_t offset)
{
	bool zero;

	for (size_t size; size_bytes; data += size, offset += size, size_bytes -= size) {
		size = run_at(data, size_bytes, offset, &zero);
		if (!zero && !os_write_at(output->replacement.fd, data, size, offset))
			return report(output->path, errno);
		if (offset + size > output->size_bytes)
			output->size_bytes = offset + size;
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

		if (os_read_at(old_fd, piece, size, at))
			good = write_new(output, piece, size, at);
		else
			good = report(output->path, errno);
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
	return write_new(output, data, size_bytes, offset);
}

/* Whether the old file ends where the writing ended. */
static bool ends_same(const struct output *output)
{
	off_t end = lseek(output->old_fd, 0, SEEK_END);

	return end >= 0 && (uint64_t)end == output->same_bytes;
}

/* The last bytes may have been zeros. Another program may have written more. */
static bool extend(const struct output *output)
{
	off_t end = lseek(output->replacement.fd, 0, SEEK_END);

	if (end < 0)
		return report(output->path, errno);
	return (uint64_t)end >= output->size_bytes || set_size(output);
}

bool output_commit(struct output *output)
{
	if (output->old_fd >= 0 && ends_same(output)) {
		close(output->old_fd);
		return true;
	}
	if ((output->old_fd >= 0 && !leave_old(output)) || !extend(output)) {
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
