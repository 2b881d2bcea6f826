/* fat_file: the content of a FAT volume's files. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "crc32.h"
#include "diag.h"
#include "fat.h"

/* Through a buffer that stays in the cache between reading, checksum and
 * writing. */
#define COPY_BYTES (256u << 10)

static bool refuse(const struct fat_node *node, const char *reason)
{
	return diag_error(&(struct place){ .file = node->file->source },
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

/* Reads to the end, not just to the size that was found before: a file that
 * grows or shrinks meanwhile is an error, never a torn copy. */
static bool copy_open_file(const struct fat_volume *volume, struct fat_node *node, int fd,
                           uint8_t *buffer)
{
	uint64_t offset = 0, first = fat_cluster_offset(volume, node->first_cluster);
	ssize_t got;

	while ((got = read_some(fd, buffer, COPY_BYTES)) > 0) {
		if (offset + (uint64_t)got > node->size_bytes)
			break;
		node->crc = crc32_add(node->crc, buffer, (size_t)got);
		if (!output_write(volume->output, buffer, (size_t)got, first + offset))
			return false;
		offset += (uint64_t)got;
	}
	if (got < 0)
		return refuse(node, strerror(errno));
	if (got > 0 || offset != node->size_bytes)
		return refuse(node, "its size changes while it is read");
	return true;
}

static bool copy_source(const struct fat_volume *volume, struct fat_node *node, uint8_t *buffer)
{
	/* O_NONBLOCK: opening a pipe must not wait for its other end. */
	int fd = open(node->file->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return refuse(node, strerror(errno));
	bool good = copy_open_file(volume, node, fd, buffer);
	close(fd);
	return good;
}

static bool write_content(const struct fat_volume *volume, struct fat_node *node)
{
	struct bytes content = node->file->content;

	node->crc = crc32_add(0, content.data, content.size);
	return content.size == 0 ||
	       output_write(volume->output, content.data, content.size,
	                    fat_cluster_offset(volume, node->first_cluster));
}

bool fat_write_files(const struct fat_volume *volume, struct arena scratch)
{
	uint8_t *buffer = arena_push(&scratch, uint8_t, COPY_BYTES);

	for (size_t i = 0; i < volume->tree->node_count; i++) {
		struct fat_node *node = &volume->tree->nodes[i];
		bool good = fat_node_is_folder(node) ||
		            (node->file->source ? copy_source(volume, node, buffer)
		                                : write_content(volume, node));

		if (!good)
			return false;
	}
	return true;
}
