#include "host/image/image_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/crc32.h"

/* Through a buffer that stays in the cache between reading, checksum and
 * writing. */
#define COPY_BYTES (256u << 10)

bool image_file_refuse(const struct image_file *file, const char *reason, const char *action)
{
	struct place at = { .file = file->source };

	diag_error(file->source ? &at : NULL, "cannot be put into the image as %s: %s", file->path,
	           reason);
	diag_hint("%s", action);
	return false;
}

bool image_file_size(const struct image_file *file, uint64_t *size_bytes)
{
	struct os_file_facts facts;

	*size_bytes = file->content.size;
	if (!file->source)
		return true;
	if (!os_file_facts(file->source, &facts))
		return image_file_refuse(file, strerror(errno), "name a file that can be read");
	if (facts.is_folder)
		return image_file_refuse(file, "it is a directory", "name its files one by one");
	*size_bytes = facts.size_bytes;
	return true;
}

static bool refuse_copy(const struct image_file *file, const char *reason)
{
	return diag_error(&(struct place){ .file = file->source },
	                  "cannot be copied into the image: %s", reason);
}

static ssize_t read_some(int fd, void *buffer, size_t size)
{
	ssize_t got;

	do
		got = read(fd, buffer, size);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Where a copy goes, and what is known of it. */
struct copy {
	const struct image_file *file;
	struct output *output; /* NULL: nowhere */
	uint64_t offset, size_bytes;
	uint32_t *crc;
};

static bool copy_piece(const struct copy *copy, const void *piece, size_t size, uint64_t at)
{
	if (copy->crc)
		*copy->crc = crc32_add(*copy->crc, piece, size);
	return size == 0 || !copy->output ||
	       output_write(copy->output, piece, size, copy->offset + at);
}

static bool copy_open_file(const struct copy *copy, int fd, unsigned char *buffer)
{
	uint64_t done = 0;
	ssize_t got;

	while ((got = read_some(fd, buffer, COPY_BYTES)) > 0) {
		if (done + (uint64_t)got > copy->size_bytes)
			break;
		if (!copy_piece(copy, buffer, (size_t)got, done))
			return false;
		done += (uint64_t)got;
	}
	if (got < 0)
		return refuse_copy(copy->file, strerror(errno));
	if (got > 0 || done != copy->size_bytes)
		return refuse_copy(copy->file, "its size changes while it is read");
	return true;
}

bool image_file_copy(const struct image_file *file, struct output *output, uint64_t offset,
                     uint64_t size_bytes, uint32_t *crc, struct arena scratch)
{
	const struct copy copy = { file, output, offset, size_bytes, crc };

	if (crc)
		*crc = 0;
	if (!file->source)
		return copy_piece(&copy, file->content.data, file->content.size, 0);
	/* O_NONBLOCK: opening a pipe must not wait for its other end. */
	int fd = open(file->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return refuse_copy(file, strerror(errno));
	bool good = copy_open_file(&copy, fd, arena_push(&scratch, unsigned char, COPY_BYTES));
	close(fd);
	return good;
}

bool image_file_crc(const struct image_file *file, uint32_t *crc, struct arena scratch)
{
	uint64_t size;

	return image_file_size(file, &size) && image_file_copy(file, NULL, 0, size, crc, scratch);
}
