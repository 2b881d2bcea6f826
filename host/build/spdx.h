#pragma once
/* spdx: a list of software in the form of SPDX 2.3, as JSON (ISO/IEC 5962 is 2.2.1; the
 * specification's clauses 6, 7 and 11).
 *
 * Everything is a package, files too: a file's entry would need its SHA-1. The same
 * things make the same bytes. */
#include "host/base/sha256.h"
#include "host/base/text.h"

struct spdx_item {
	const char *name;
	const char *purpose;            /* 7.24: "FILE", "SOURCE" */
	const char *file_name;          /* in what contains it; or NULL */
	const char *version;            /* or NULL */
	const char *license;            /* an SPDX expression; NULL: nothing is claimed */
	const char *comment;            /* or NULL */
	char hash[2 * SHA256_SIZE + 1]; /* SHA-256; "": none */
};

struct spdx_relation {
	size_t from, to;  /* indexes of items */
	const char *type; /* 11.1: "CONTAINS" */
};

/* Item 0 is what the document describes. */
struct spdx {
	struct arena *keep;
	const char *name;    /* of the document */
	const char *creator; /* "ingot-0.1.0" */
	int64_t created_s;   /* since 1970 */
	struct spdx_item *items;
	size_t item_count, item_capacity;
	struct spdx_relation *relations;
	size_t relation_count, relation_capacity;
};

/* A copy of the item; its index. */
size_t spdx_add(struct spdx *spdx, const struct spdx_item *item);
void spdx_relate(struct spdx *spdx, size_t from, const char *type, size_t to);
struct bytes spdx_text(const struct spdx *spdx);
