#pragma once
/* watchlist: files and directories as they were, and whether they have changed.
 *
 * A file has changed if its size or time is another, or it has come or gone. A directory
 * has changed if it has other names: of what could be read as source or header, and in
 * trees of directories too. What editors write beside a file is none of these. */
#include <stdbool.h>
#include <stdint.h>

#include "host/base/os_watch.h"
#include "host/base/text.h"
#include "host/build/inputs.h"

struct watched {
	const char *path;
	enum input_kind kind;
	struct os_file_facts facts; /* zeros: it is not there */
	uint64_t names;             /* of a directory */
};

struct watchlist {
	struct arena *keep;
	struct watched *items; /* in the order of path and kind; each once */
	size_t count, capacity;
};

void watchlist_add(struct watchlist *list, enum input_kind kind, const char *path);
/* What was added since stands in order, with the facts of `before` where that has it. What
 * is new there, and younger than since_ns, counts as changed: it was while the list was
 * made. */
void watchlist_settle(struct watchlist *list, const struct watchlist *before, int64_t since_ns);
/* From now on it is as it is now. */
void watchlist_refresh(struct watchlist *list, struct arena scratch);
/* The first that has changed, or NULL. */
const char *watchlist_find_change(const struct watchlist *list, struct arena scratch);
/* News of all that is on the list. */
void watchlist_subscribe(const struct watchlist *list, struct os_watch *watch,
                         struct arena scratch);
