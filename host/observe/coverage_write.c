#include "host/observe/coverage_write.h"

#include <inttypes.h>
#include <string.h>

#define NAME_COLUMNS_MAX 40
#define COUNT_COLUMNS    34 /* "  1234/1234 100.0 %  123/123 100.0 %" and less */

void coverage_write_lcov(struct buffer *text, const struct coverage *coverage, const char *folder)
{
	struct arena *keep = text->arena;

	buffer_puts(text, "");
	for (size_t i = 0; i < coverage->file_count; i++) {
		const struct coverage_file *file = &coverage->files[i];

		buffer_printf(text, "TN:\nSF:%s\n", path_join(keep, folder, file->name));
		for (size_t k = 0; k < file->function_count; k++)
			buffer_printf(text, "FN:%" PRIu32 ",%s\n", file->functions[k].line,
			              file->functions[k].name);
		for (size_t k = 0; k < file->function_count; k++)
			buffer_printf(text, "FNDA:%" PRIu64 ",%s\n", file->functions[k].count,
			              file->functions[k].name);
		buffer_printf(text, "FNF:%zu\nFNH:%zu\n", file->function_count,
		              file->functions_run);
		for (size_t k = 0; k < file->line_count; k++)
			buffer_printf(text, "DA:%" PRIu32 ",%" PRIu64 "\n", file->lines[k].line,
			              file->lines[k].count);
		buffer_printf(text, "LF:%zu\nLH:%zu\nend_of_record\n", file->line_count,
		              file->lines_run);
	}
}

/* "10-14, 31": lines between two that ran, or that have no code. */
static const char *list_missed(struct arena *keep, const struct coverage_file *file, size_t room)
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "");
	for (size_t i = 0; i < file->line_count; i++) {
		size_t first = i;

		if (file->lines[i].count)
			continue;
		while (i + 1 < file->line_count && !file->lines[i + 1].count)
			i++;
		const char *one = first == i ? text_format(keep, "%" PRIu32, file->lines[i].line)
		                             : text_format(keep, "%" PRIu32 "-%" PRIu32,
		                                           file->lines[first].line,
		                                           file->lines[i].line);

		if (text.size + strlen(one) + 2 > room) {
			buffer_puts(&text, text.size ? ", ..." : "...");
			break;
		}
		buffer_printf(&text, "%s%s", text.size ? ", " : "", one);
	}
	return text.data;
}

/* Rounded down: 100 % is all. */
static void put_share(struct buffer *text, size_t part, size_t whole)
{
	size_t tenths = whole ? part * 1000 / whole : 1000;

	buffer_printf(text, "  %5zu/%-5zu %3zu.%zu %%", part, whole, tenths / 10, tenths % 10);
}

static void put_row(struct buffer *text, const char *name, int width, const size_t lines[2],
                    const size_t functions[2], const char *missed)
{
	buffer_printf(text, "%-*s", width, name);
	put_share(text, lines[0], lines[1]);
	put_share(text, functions[0], functions[1]);
	buffer_printf(text, "%s%s\n", *missed ? "  " : "", missed);
}

void coverage_write_table(struct buffer *text, const struct coverage *coverage, int columns)
{
	struct arena *keep = text->arena;
	int width = (int)strlen("TOTAL");

	for (size_t i = 0; i < coverage->file_count; i++) {
		int own = (int)strlen(coverage->files[i].name);

		width = own > width ? own : width;
	}
	width = width < NAME_COLUMNS_MAX ? width : NAME_COLUMNS_MAX;
	int room = columns - width - 2 * COUNT_COLUMNS / 2 - 12;

	buffer_printf(text, "%-*s  %-19s  %-19s  %s\n", width, "", "lines that ran", "functions",
	              "lines that did not");
	for (size_t i = 0; i < coverage->file_count; i++) {
		const struct coverage_file *file = &coverage->files[i];

		put_row(text, file->name, width, (size_t[]){ file->lines_run, file->line_count },
		        (size_t[]){ file->functions_run, file->function_count },
		        list_missed(keep, file, room > 12 ? (size_t)room : 12));
	}
	put_row(text, "TOTAL", width, (size_t[]){ coverage->lines_run, coverage->line_count },
	        (size_t[]){ coverage->functions_run, coverage->function_count }, "");
}
