#include "host/observe/coverage.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "abi/names.h"
#include "host/image/elf_file.h"

/* From `address` on, instructions ran so much more often. */
struct event {
	uint64_t address;
	int64_t by;
};

/* A line of a file, with the count of one of its instructions. */
struct sample {
	uint32_t file, line;
	uint64_t count;
};

static int compare_events(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->address > y->address) - (x->address < y->address);
}

static int compare_samples(const void *a, const void *b)
{
	const struct sample *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* Where counts change, in order. A leave takes back what its block has promised. */
static size_t list_events(const struct observed *observed, struct event *events)
{
	size_t count = 0;

	for (size_t i = 0; i < observed->block_count; i++) {
		const struct observed_block *block = &observed->blocks[i];
		uint64_t end = block->address + block->bytes;

		events[count++] = (struct event){ block->address, (int64_t)block->count };
		events[count++] = (struct event){ end, -(int64_t)block->count };
		for (uint32_t k = block->left; k; k = observed->leaves[k - 1].next) {
			const struct observed_leave *leave = &observed->leaves[k - 1];
			uint64_t from = block->address + leave->offset;

			events[count++] = (struct event){ from + (leave->why == OBSERVE_FAULT),
				                          -(int64_t)leave->count };
			events[count++] = (struct event){ end, (int64_t)leave->count };
		}
	}
	qsort(events, count, sizeof *events, compare_events);
	return count;
}

/* How often the instruction at an address ran, for addresses that only grow. */
struct counter {
	const struct event *next, *end;
	int64_t count;
};

static uint64_t count_at(struct counter *counter, uint64_t address)
{
	while (counter->next < counter->end && counter->next->address <= address)
		counter->count += counter->next++->by;
	return counter->count > 0 ? (uint64_t)counter->count : 0;
}

static struct counter begin_counting(const struct observed *observed, struct arena *scratch)
{
	struct event *events = arena_push(scratch, struct event,
	                                  2 * (observed->block_count + observed->leave_count));
	size_t count = list_events(observed, events);

	return (struct counter){ events, events + count, 0 };
}

/* --- Symbols ----------------------------------------------------------------- */

/* The row that covers an address; NULL: none does. */
static const struct line_row *row_at(const struct line_table *table, uint64_t address)
{
	size_t low = 0, high = table->row_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->rows[middle].address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low && !table->rows[low - 1].is_end ? &table->rows[low - 1] : NULL;
}

static struct bytes symbols_of(struct bytes elf, struct bytes *names)
{
	const struct elf_header *header = elf_part(elf, 0, sizeof *header);

	for (size_t i = 0; header && i < le16_get(header->section_count); i++) {
		const struct elf_section *section = elf_get_section(elf, i);

		if (!section || le32_get(section->type) != ELF_SECTION_SYMBOLS)
			continue;
		*names = elf_content(elf, elf_get_section(elf, le32_get(section->link)));
		return elf_content(elf, section);
	}
	return (struct bytes){ 0 };
}

static int compare_symbols(const void *a, const void *b)
{
	uint64_t x = le64_get((*(const struct elf_symbol *const *)a)->value);
	uint64_t y = le64_get((*(const struct elf_symbol *const *)b)->value);

	return (x > y) - (x < y);
}

/* The kernel's functions by address, each address once: of several names the one that the
 * linker wrote first. */
static size_t list_functions(struct bytes elf, struct bytes *names, struct arena *keep,
                             const struct elf_symbol ***functions)
{
	struct bytes symbols = symbols_of(elf, names);
	const struct elf_symbol *all = (const void *)symbols.data;
	size_t total = symbols.size / sizeof *all, found = 0, count = 0;
	const struct elf_symbol **list = arena_push(keep, const struct elf_symbol *, total);

	for (size_t i = 0; i < total; i++)
		if ((all[i].info & 0xf) == ELF_SYMBOL_FUNCTION &&
		    le16_get(all[i].section) != ELF_INDEX_UNDEFINED)
			list[found++] = &all[i];
	qsort(list, found, sizeof *list, compare_symbols);
	for (size_t i = 0; i < found; i++)
		if (!count || le64_get(list[count - 1]->value) != le64_get(list[i]->value))
			list[count++] = list[i];
	*functions = list;
	return count;
}

/* --- Lines ------------------------------------------------------------------- */

static size_t list_samples(const struct line_table *table, const bool *wanted,
                           struct counter counter, struct sample *samples)
{
	size_t count = 0;

	for (size_t i = 0; i < table->row_count; i++) {
		const struct line_row *row = &table->rows[i];
		/* Of two at one address both have the instruction there. */
		bool has_code = !row->is_end && i + 1 < table->row_count &&
		                (table->rows[i + 1].address != row->address ||
		                 !table->rows[i + 1].is_end);

		if (has_code && row->line && wanted[row->file])
			samples[count++] = (struct sample){ row->file, row->line,
				                            count_at(&counter, row->address) };
	}
	qsort(samples, count, sizeof *samples, compare_samples);
	return count;
}

/* Where each function begins, dropped ones too: a function's own lines go from there to the
 * next one's, whatever was inlined into it. */
static size_t list_begins(const struct line_table *table, const struct elf_symbol **functions,
                          size_t function_count, struct sample *begins)
{
	size_t count = 0;

	for (size_t i = 0; i < table->dropped_count; i++)
		if (!i || table->dropped[i - 1].address != table->dropped[i].address)
			begins[count++] = (struct sample){ table->dropped[i].file,
				                           table->dropped[i].line, 0 };
	for (size_t i = 0; i < function_count; i++) {
		const struct line_row *row = row_at(table, le64_get(functions[i]->value));

		if (row)
			begins[count++] = (struct sample){ row->file, row->line, 0 };
	}
	qsort(begins, count, sizeof *begins, compare_samples);
	return count;
}

/* How many of sorted samples come before a line of a file. */
static size_t count_before(const struct sample *samples, size_t count, uint32_t file, uint64_t line)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct sample *at = &samples[middle];

		if (at->file < file || (at->file == file && at->line < line))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds the lines of functions that are nowhere in the kernel; of one that was inlined,
 * some line has a sample. */
static size_t add_dropped(const struct line_table *table, const bool *wanted,
                          const struct sample *begins, size_t begin_count, struct sample *samples,
                          size_t live)
{
	size_t count = live;

	for (size_t i = 0; i < table->dropped_count;) {
		const struct line_row *first = &table->dropped[i], *row = first;
		size_t after = count_before(begins, begin_count, first->file,
		                            (uint64_t)first->line + 1);
		uint64_t end = after < begin_count && begins[after].file == first->file
		                       ? begins[after].line
		                       : UINT64_MAX;
		bool is_inlined = count_before(samples, live, first->file, first->line) !=
		                  count_before(samples, live, first->file, end);

		for (; i < table->dropped_count && row->address == first->address; row++, i++)
			if (!is_inlined && wanted[row->file] && row->file == first->file &&
			    row->line >= first->line && row->line < end)
				samples[count++] = (struct sample){ row->file, row->line, 0 };
	}
	qsort(samples, count, sizeof *samples, compare_samples);
	return count;
}

/* Samples of one file become its lines. */
static const struct sample *add_lines(struct arena *keep, struct coverage_file *file,
                                      const struct sample *sample, const struct sample *end)
{
	uint32_t number = sample->file;
	size_t capacity = 0;

	for (; sample < end && sample->file == number; sample++) {
		struct coverage_line *last = file->line_count ? &file->lines[file->line_count - 1]
		                                              : NULL;

		if (last && last->line == sample->line) {
			last->count = sample->count > last->count ? sample->count : last->count;
			continue;
		}
		arena_grow(keep, file->lines, file->line_count, capacity);
		file->lines[file->line_count++] = (struct coverage_line){ sample->line,
			                                                  sample->count };
	}
	for (size_t i = 0; i < file->line_count; i++)
		file->lines_run += file->lines[i].count != 0;
	return sample;
}

/* --- Functions --------------------------------------------------------------- */

static int compare_functions(const void *a, const void *b)
{
	const struct coverage_function *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void add_function(struct arena *keep, struct coverage *coverage, size_t *capacities,
                         const uint32_t *places, const struct line_row *row, const char *name,
                         uint64_t count)
{
	struct coverage_file *file = &coverage->files[places[row->file] - 1];
	size_t *capacity = &capacities[places[row->file] - 1];

	if (text_starts_with(name, NAMES_PREFIX))
		name += strlen(NAMES_PREFIX);
	arena_grow(keep, file->functions, file->function_count, *capacity);
	file->functions[file->function_count++] = (struct coverage_function){ name, row->line,
		                                                              count };
	file->functions_run += count != 0;
}

static void add_functions(struct arena *keep, struct coverage *coverage, const uint32_t *places,
                          const struct line_table *table, const struct elf_symbol **functions,
                          size_t count, struct bytes names, struct counter counter,
                          struct arena scratch)
{
	size_t *capacities = arena_push(&scratch, size_t, coverage->file_count);

	for (size_t i = 0; i < count; i++) {
		uint64_t address = le64_get(functions[i]->value);
		uint32_t name = le32_get(functions[i]->name);
		const struct line_row *row = row_at(table, address);

		if (row && row->line && places[row->file] && name < names.size &&
		    memchr(names.data + name, '\0', names.size - name))
			add_function(keep, coverage, capacities, places, row,
			             (const char *)names.data + name, count_at(&counter, address));
	}
	for (size_t i = 0; i < coverage->file_count; i++)
		if (coverage->files[i].function_count)
			qsort(coverage->files[i].functions, coverage->files[i].function_count,
			      sizeof *coverage->files[i].functions, compare_functions);
}

/* --- All --------------------------------------------------------------------- */

static int compare_files(const void *a, const void *b)
{
	const struct coverage_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void coverage_make(struct arena *keep, const struct observed *observed,
                   const struct line_table *table, struct bytes elf,
                   bool (*is_wanted)(const char *file), struct coverage *coverage,
                   struct arena scratch)
{
	struct counter counter = begin_counting(observed, &scratch);
	struct sample *samples = arena_push(&scratch, struct sample,
	                                    table->row_count + table->dropped_count);
	bool *wanted = arena_push(&scratch, bool, table->file_count);
	uint32_t *places = arena_push(&scratch, uint32_t, table->file_count); /* in files, + 1 */

	for (size_t i = 0; i < table->file_count; i++)
		wanted[i] = is_wanted(table->files[i]);
	struct bytes names = { 0 };
	const struct elf_symbol **functions;
	size_t function_count = list_functions(elf, &names, &scratch, &functions);
	struct sample *begins = arena_push(&scratch, struct sample,
	                                   table->dropped_count + function_count);
	size_t begin_count = list_begins(table, functions, function_count, begins);
	size_t live = list_samples(table, wanted, counter, samples);
	const struct sample *end = samples +
	                           add_dropped(table, wanted, begins, begin_count, samples, live);

	*coverage = (struct coverage){ 0 };
	coverage->files = arena_push(keep, struct coverage_file, table->file_count);
	for (const struct sample *at = samples; at < end;) {
		struct coverage_file *file = &coverage->files[coverage->file_count++];

		file->name = table->files[at->file];
		places[at->file] = (uint32_t)coverage->file_count;
		at = add_lines(keep, file, at, end);
	}
	add_functions(keep, coverage, places, table, functions, function_count, names, counter,
	              scratch);
	qsort(coverage->files, coverage->file_count, sizeof *coverage->files, compare_files);
	for (size_t i = 0; i < coverage->file_count; i++) {
		coverage->line_count += coverage->files[i].line_count;
		coverage->lines_run += coverage->files[i].lines_run;
		coverage->function_count += coverage->files[i].function_count;
		coverage->functions_run += coverage->files[i].functions_run;
	}
}
