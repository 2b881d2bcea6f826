#pragma once
/* record: what a plan's products were made of, so that it is known whether they still
 * are what the plan would make.
 *
 * ninja compares times: an input that is newer than the product makes it again. That
 * misses an input that got older, a header that now stands before another one on the
 * path, one that __has_include asked for, a product that was damaged, and what no
 * program mentions: files taken in by .incbin. So the size and time of everything that
 * was read and made are kept beside the plan, with the times of all directories that were,
 * or would have been, looked through. Where all are the same, ninja has nothing to do
 * and is not run. Where not, products that ninja would take for good are removed. */
#include <stdbool.h>

#include "host/build/plan.h"

/* True if the plan has been carried out, and nothing has changed since. */
bool record_is_current(const struct plan *plan, struct arena scratch);
/* Before ninja: removes what is stale. False, reported. */
bool record_begin(const struct plan *plan, struct arena scratch);
/* After ninja, whether it is content or not. */
bool record_end(const struct plan *plan, bool complete, struct arena scratch);

/* Whether a file, by whatever name, is one that the plan in a directory has read or made. */
bool record_has_file(const char *folder, const char *path, struct arena scratch);
/* What the plan in a directory has read, and the directories that were looked through; none
 * where nothing is known. Both lists are of one arena. */
void record_list_inputs(const char *folder, struct text_list *files, struct text_list *folders);
