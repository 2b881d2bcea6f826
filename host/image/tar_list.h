#pragma once
/* tar_list: which files an archive holds, and their SHA-256.
 *
 * Any archive that others have made: ustar, pax and GNU's long names. What is no archive
 * holds nothing; where one is damaged, the list ends. */
#include "host/base/sha256.h"
#include "host/base/text.h"

struct tar_file {
	const char *name; /* as the archive has it, but for "./" and "/" in front */
	char hash[2 * SHA256_SIZE + 1];
};

struct tar_list {
	struct tar_file *items;
	size_t count, capacity;
};

/* False with errno set if the file cannot be read. */
bool tar_list_read(struct arena *keep, const char *path, struct tar_list *list);

/* The SHA-256 of `size_bytes` of an open file from an offset on, in hexadecimal digits.
 * False with errno set. */
bool tar_list_hash(int fd, uint64_t offset, uint64_t size_bytes, char hash[2 * SHA256_SIZE + 1]);
