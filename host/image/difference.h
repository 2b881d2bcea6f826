#pragma once
/* difference: where two files that should be the same are not. */
#include "host/base/text.h"

/* A file, or what would be one. */
struct compared {
	const char *path;     /* NULL: content */
	struct bytes content; /* of a path NULL */
};

struct difference {
	bool is_same;
	uint64_t sizes[2];
	uint64_t offset;      /* of the first byte that differs; the shorter's size */
	const char *section;  /* of an ELF file, or the part of a disk image; NULL: unknown */
	const char *bytes[2]; /* what is there on both sides, for people */
	char hash[65];        /* SHA-256 of the first, in hexadecimal digits */
};

/* False with errno set, and *failed the path, if one of them cannot be read. */
bool difference_find(struct arena *keep, const struct compared sides[2], struct difference *found,
                     const char **failed);
