#pragma once
/* image_file: a file that goes into an image or a bundle, and its way there.
 *
 * Failures are reported here. A source is read once, to its end: one that
 * grows or shrinks meanwhile is an error, never a torn copy. */
#include "host/base/text.h"
#include "host/image/output.h"

struct image_file {
	const char *path;   /* in the image: "boot/kernel", UTF-8 */
	const char *source; /* the file to copy, or NULL: content */
	struct bytes content;
};

/* Its size now, if it is a file that can be one of an image. */
bool image_file_size(const struct image_file *file, uint64_t *size_bytes);

/* Writes its size_bytes at offset. *crc, when not NULL, becomes their CRC-32. */
bool image_file_copy(const struct image_file *file, struct output *output, uint64_t offset,
                     uint64_t size_bytes, uint32_t *crc, struct arena scratch);

/* The CRC-32 of its content now. */
bool image_file_crc(const struct image_file *file, uint32_t *crc, struct arena scratch);

/* Reports why it cannot be in the image, and what to do; false. */
bool image_file_refuse(const struct image_file *file, const char *reason, const char *action);
