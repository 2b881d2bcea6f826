#pragma once
/* coverage: how often each line and function of a kernel ran.
 *
 * Of the kernel as it is: nothing is compiled into it. A line's count is that of its
 * instruction that was executed most often. A line without an instruction of its own is
 * not in the list; those of a function that the linker has dropped are, with 0, unless it
 * was inlined somewhere. The instruction that faulted counts, those behind it do not. */
#include "host/observe/line_table.h"
#include "host/observe/observed.h"

struct coverage_line {
	uint32_t line;
	uint64_t count;
};

struct coverage_function {
	const char *name;
	uint32_t line; /* 0: unknown */
	uint64_t count;
};

struct coverage_file {
	const char *name;
	struct coverage_line *lines; /* in order, each once */
	size_t line_count, lines_run;
	struct coverage_function *functions; /* by line */
	size_t function_count, functions_run;
};

struct coverage {
	struct coverage_file *files; /* by name */
	size_t file_count;
	size_t line_count, lines_run, function_count, functions_run;
};

/* Of the files that `is_wanted` takes, by their names in the table. */
void coverage_make(struct arena *keep, const struct observed *observed,
                   const struct line_table *table, struct bytes elf,
                   bool (*is_wanted)(const char *file), struct coverage *coverage,
                   struct arena scratch);
