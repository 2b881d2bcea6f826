#include "host/test/covered.h"

#include <stdio.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_terminal.h"
#include "host/base/refusal.h"
#include "host/observe/coverage_write.h"

#define COVERED_WORK_BYTES ((size_t)64 << 20)

/* The project's own sources: neither Ingot's, nor the compiler's, nor the tests. */
static bool is_wanted(const char *file)
{
	return *file && *file != '/' && !text_starts_with(file, "ingot/") &&
	       !text_starts_with(file, "tests/");
}

static bool write_lcov(const struct coverage *coverage, const char *path, struct arena scratch)
{
	struct buffer text = { .arena = &scratch };
	const char *here = os_current_folder(&scratch);

	coverage_write_lcov(&text, coverage, here ? here : ".");
	return os_write_file(path, buffer_bytes(&text)) || refusal_to_write(scratch, path);
}

static void print_table(const struct coverage *coverage, struct arena scratch)
{
	struct buffer text = { .arena = &scratch };

	buffer_puts(&text, "\n");
	coverage_write_table(&text, coverage, os_terminal_columns(STDOUT_FILENO));
	fputs(text.data, stdout);
}

/* What the figures lack is said: a count that is too high is no good one. */
static void warn(const struct observed *observed)
{
	if (observed->missing & OBSERVE_NO_CPU)
		diag_warning(NULL, "this QEMU does not tell which CPU executes: with several, "
		                   "counts may be too low");
	if (observed->missing & OBSERVE_NO_FRAME)
		diag_warning(NULL, "this QEMU does not tell where an exception struck: lines "
		                   "close behind one may count though they did not run");
	if (observed->lost)
		diag_warning(NULL,
		             "the observer had no room for %llu blocks of code: lines that "
		             "ran may be missing",
		             (unsigned long long)observed->lost);
}

enum exit_status covered_tell(const struct observed *observed, const struct test_request *tests,
                              const struct guest_request *request, struct arena scratch)
{
	struct place at = { .file = request->kernel_elf };
	struct line_table table;
	struct coverage coverage;
	const char *why;

	if (!line_table_read(&scratch, observed->elf, &table, &why)) {
		diag_error(&at, "does not tell which lines ran: %s", why);
		return STATUS_PROJECT;
	}
	warn(observed);
	struct arena work = arena_part(&scratch, COVERED_WORK_BYTES);

	coverage_make(&scratch, observed, &table, observed->elf, is_wanted, &coverage, work);
	if (!write_lcov(&coverage, tests->coverage, scratch))
		return STATUS_PROJECT;
	if (!tests->tap)
		print_table(&coverage, scratch);
	diag_status("Coverage", "%s", tests->coverage);
	if (coverage.lines_run * 100 >= (size_t)tests->fail_under * coverage.line_count)
		return STATUS_GOOD;
	diag_error(NULL, "%zu of %zu lines ran, fewer than %d %%", coverage.lines_run,
	           coverage.line_count, tests->fail_under);
	return STATUS_TESTS_FAILED;
}
