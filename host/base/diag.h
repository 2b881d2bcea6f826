#pragma once
/* diag: what Ingot says when something is wrong, in the compiler's shape.
 *
 *   x86_64-os.json:13:5: error: unknown key "disable-red-zone"
 *      13 |     "disable-red-zone": true,
 *         |     ^
 *     hint: did you mean "disable-redzone"?
 *
 * Each error is reported once, by the lowest layer that knows the place; that
 * layer returns false and its callers pass the false on. Everything goes to
 * standard error. diag_hint follows the error it belongs to and names the next
 * action; it is broken into lines of 80 columns, an error is one line. */
#include <stdbool.h>

#include "host/base/text.h"

/* Where: a file, and a line and column in it counted from 1 (0: the whole
 * file). `content` is the file's text for the excerpt, or NULL. A NULL place
 * means that the error is not in a file: it opens with "ingot: error:". The file is
 * named as the user would type it (display_path.h). */
struct place {
	const char *file;
	int line, column;
	const char *content;
};

enum diag_level { DIAG_QUIET = -1, DIAG_NORMAL, DIAG_VERBOSE, DIAG_WHY };

void diag_set_level(enum diag_level level);
enum diag_level diag_level(void);

/* Always returns false, so that a caller writes `return diag_error(...)`. */
bool diag_error(const struct place *at, const char *format, ...) TEXT_PRINTF(2, 3);
void diag_warning(const struct place *at, const char *format, ...) TEXT_PRINTF(2, 3);
void diag_hint(const char *format, ...) TEXT_PRINTF(1, 2);
/* A further place that explains the error before it. */
void diag_note(const struct place *at, const char *format, ...) TEXT_PRINTF(2, 3);

/* "  Building hello": progress, silent under -q. */
void diag_status(const char *verb, const char *format, ...) TEXT_PRINTF(2, 3);
/* Shown from the given level on: commands under -v, reasons under -vv. */
void diag_trace(enum diag_level level, const char *format, ...) TEXT_PRINTF(2, 3);

/* How many errors were reported so far. Asked by unit tests alone: that a failure
 * is reported once is what this module's users promise. */
int diag_error_count(void);
