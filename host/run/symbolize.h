#pragma once
/* symbolize: addresses to function, file and line.
 *
 * One llvm-symbolizer child serves a whole run; it starts at the first question
 * and answers over pipes, in its "LLVM" style: for each frame, innermost first,
 * a line with the function and a line "file:line:column"; an empty line ends
 * the answer. Of a global variable it tells name, place in memory, and "file:line"
 * of its declaration. If the tool is missing, fails, is slow once or answers
 * nonsense, every later answer is "unknown": a report is worth more than its
 * decoration. symbolizer_close says then what it lacks, and why. */
#include <stdint.h>
#include <sys/types.h>

#include "host/base/text.h"
#include "host/run/guest_request.h"
#include "host/run/lines.h"

#define SYMBOLIZER_TIMEOUT_MS    10000 /* the first answer reads all debug information */
#define SYMBOLIZER_WHY_BYTES_MAX 160
#define SYMBOLIZER_FRAMES_MAX    8 /* inlined into each other at one address */

struct symbol {
	char *function;
	char *file;       /* NULL: no line information */
	int line, column; /* 0: unknown */
};

struct symbolizer {
	const char *program; /* llvm-symbolizer; NULL: there is none */
	const char *kernel_elf;
	struct os_file_facts kernel_facts; /* else it has been built anew */
	struct arena *keep;
	pid_t child;   /* 0: not started */
	int questions; /* the pipe to the child */
	struct lines answers;
	int64_t deadline_ms;                /* of the answer at hand */
	char why[SYMBOLIZER_WHY_BYTES_MAX]; /* it has failed, and how */
	struct arena texts;                 /* of the last answer */
	struct symbol frames[SYMBOLIZER_FRAMES_MAX];
};

struct symbolizer symbolizer_new(struct arena *keep, const struct guest_request *request);
/* How many frames are at an address, 0 if it is unknown. They are in
 * symbolizer->frames, innermost first, until the next question. */
size_t symbolizer_find(struct symbolizer *symbolizer, uint64_t address);
/* The line in which the global variable at an address is declared; 0: unknown. */
int symbolizer_find_declaration(struct symbolizer *symbolizer, uint64_t address);
/* A symbol's file as the user can type it (display_path.h); the kit's are nowhere below
 * the project and stay "ingot/kit/...". */
const char *symbol_file_shown(struct arena *keep, const char *file);
/* Whether it is one of those. */
bool symbol_file_is_ours(const char *file);
/* With a warning if a question got no answer. */
void symbolizer_close(struct symbolizer *symbolizer);
