#include "host/build/record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/build/depfile.h"
#include "host/build/hidden.h"

#define RECORD_FORMAT "ingot-record 1\n"
#define RECORD_END    "end\n"
#define UNKNOWN_TIME  (-2)

enum kind { KIND_INPUT = 'i', KIND_OUTPUT = 'o', KIND_FOLDER = 'd' };
enum state { STATE_NONE = '-', STATE_BEGUN = 'b', STATE_FAILED = 'f', STATE_COMPLETE = 'c' };

struct entry {
	char kind;
	unsigned hidden; /* HIDDEN_, of an input */
	uint64_t size_bytes;
	int64_t modified_ns; /* -1: not there */
	const char *path;
};

struct record {
	enum state state;
	struct entry *entries; /* in the order of kind and path */
	size_t count, capacity;
};

static const char *record_path(const char *folder, struct arena *keep)
{
	return path_join(keep, folder, "record");
}

static struct entry examine(char kind, const char *path)
{
	struct os_file_facts facts = { .modified_ns = -1 };
	struct entry entry = { .kind = kind, .path = path, .modified_ns = -1 };

	/* A directory's size says nothing. */
	if (os_file_facts(path, &facts)) {
		entry.modified_ns = facts.modified_ns;
		entry.size_bytes = facts.is_folder ? 0 : facts.size_bytes;
	}
	return entry;
}

/* Nothing can be said of what the system would not let us look at just now. */
static bool is_hidden_now(const struct entry *now)
{
	return now->modified_ns < 0 && !os_is_missing(errno);
}

static bool is_same(const struct entry *a, const struct entry *b)
{
	return a->modified_ns == b->modified_ns && a->size_bytes == b->size_bytes;
}

static bool is_as_recorded(const struct entry *entry)
{
	struct entry now = examine(entry->kind, entry->path);

	return is_same(&now, entry);
}

static void add(struct arena *keep, struct record *record, struct entry entry)
{
	arena_grow(keep, record->entries, record->count, record->capacity);
	record->entries[record->count++] = entry;
}

static int compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	return a->kind != b->kind ? a->kind - b->kind : strcmp(a->path, b->path);
}

/* In order, each path once. */
static void sort(struct record *record)
{
	size_t kept = 0;

	if (record->count)
		qsort(record->entries, record->count, sizeof *record->entries, compare);
	for (size_t i = 0; i < record->count; i++)
		if (!kept || compare(&record->entries[kept - 1], &record->entries[i]) != 0)
			record->entries[kept++] = record->entries[i];
	record->count = kept;
}

static const struct entry *find(const struct record *record, char kind, const char *path)
{
	struct entry key = { .kind = kind, .path = path };

	return record->count ? bsearch(&key, record->entries, record->count,
	                               sizeof *record->entries, compare)
	                     : NULL;
}

/* "i0 1234 567890 src/main.c"; sscanf would take longer than all the rest. */
static bool read_entry(char *line, struct entry *entry)
{
	char *end;

	if (!*line || !strchr("iod", *line))
		return false;
	entry->kind = *line;
	entry->hidden = (unsigned)strtoul(line + 1, &end, 10);
	entry->size_bytes = strtoull(end, &end, 10);
	entry->modified_ns = strtoll(end, &end, 10);
	entry->path = end + 1;
	return *end == ' ' && *entry->path;
}

/* A record that is torn, or of another version, is none. */
static struct record read_record(const char *folder, struct arena *keep)
{
	struct record none = { .state = STATE_NONE }, record = none;
	struct bytes file;

	if (!os_read_file(keep, record_path(folder, keep), &file) ||
	    !text_starts_with((const char *)file.data, RECORD_FORMAT) ||
	    !text_ends_with((const char *)file.data, "\n" RECORD_END))
		return none;
	char *line = (char *)file.data + strlen(RECORD_FORMAT);
	if (!*line || line[1] != '\n') /* RECORD_END may stand there at once */
		return none;
	record.state = (enum state) * line;
	for (line = strchr(line, '\n'); line && strcmp(++line, RECORD_END) != 0;) {
		struct entry entry;
		char *end = strchr(line, '\n');

		*end = '\0';
		if (!read_entry(line, &entry))
			return none;
		add(keep, &record, entry);
		line = end;
	}
	return record;
}

static bool write_record(const struct plan *plan, const struct record *record, struct arena scratch)
{
	struct buffer text = { .arena = &scratch };
	struct place at = { .file = record_path(plan->folder, plan->keep) };

	buffer_printf(&text, RECORD_FORMAT "%c\n", (char)record->state);
	for (size_t i = 0; i < record->count; i++) {
		const struct entry *entry = &record->entries[i];

		buffer_printf(&text, "%c%u %" PRIu64 " %" PRId64 " %s\n", entry->kind,
		              entry->hidden, entry->size_bytes, entry->modified_ns, entry->path);
	}
	buffer_puts(&text, RECORD_END);
	if (os_write_remade(at.file, buffer_bytes(&text)))
		return true;
	return refusal_to_write(scratch, at.file);
}

bool record_is_current(const struct plan *plan, struct arena scratch)
{
	struct record record = read_record(plan->folder, &scratch);

	if (record.state != STATE_COMPLETE)
		return false;
	for (size_t i = 0; i < record.count; i++)
		if (!is_as_recorded(&record.entries[i]))
			return false;
	return true;
}

/* All that a step reads, in order; false if that is not known. Without its list ninja
 * makes a step again. */
static bool read_step(const struct plan_step *step, struct arena *keep, struct text_list *files)
{
	bool good = true;

	*files = (struct text_list){ .arena = keep };
	if (step->has_depfile)
		good = depfile_read(keep, text_format(keep, "%s.d", step->output), files) ||
		       os_is_missing(errno);
	text_list_add_all(files, step->reads);
	text_list_sort(files);
	return good;
}

static int compare_texts(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

static bool reads(const struct text_list *files, const char *path)
{
	return files->count &&
	       bsearch(&path, files->items, files->count, sizeof *files->items, compare_texts);
}

static bool reads_name(const struct text_list *files, const char *name)
{
	for (size_t i = 0; i < files->count; i++)
		if (text_equal(path_name(files->items[i]), name))
			return true;
	return false;
}

static bool is_foreign(const struct plan *plan, const char *path)
{
	for (const char *const *folder = plan->foreign; folder && *folder; folder++)
		if (path_is_within(path, *folder))
			return true;
	return false;
}

/* What has changed since the record, but for what ninja will see by itself. */
struct changes {
	const struct plan *plan;
	const struct record *record;
	struct text_list inputs;  /* of other content */
	struct text_list arrived; /* files that nothing has read before */
};

/* A directory that has gone has nothing new. */
static bool find_arrivals(struct changes *changes, const char *folder)
{
	struct arena *keep = changes->inputs.arena;
	struct text_list names = { .arena = keep };
	struct place at = { .file = folder };

	if (!os_list_folder(keep, folder, &names))
		return os_is_missing(errno) ||
		       diag_error(&at, "cannot read the directory: %s", strerror(errno));
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(keep, folder, names.items[i]);

		if (!find(changes->record, KIND_INPUT, path) && !os_is_folder(path))
			text_list_add(&changes->arrived, path);
	}
	return true;
}

static bool find_changes(const struct plan *plan, const struct record *record, struct arena *keep,
                         struct changes *changes)
{
	*changes = (struct changes){ plan, record, { .arena = keep }, { .arena = keep } };
	for (size_t i = 0; i < record->count; i++) {
		const struct entry *entry = &record->entries[i];

		if (entry->kind == KIND_OUTPUT || is_as_recorded(entry))
			continue;
		if (entry->kind == KIND_INPUT)
			text_list_add(&changes->inputs, entry->path);
		else if (!find_arrivals(changes, entry->path))
			return false;
	}
	text_list_sort(&changes->inputs);
	return true;
}

/* Whether a file that has arrived could be read in the place of another one, or is
 * one that a source asked about. */
static bool would_read(const struct changes *changes, const struct text_list *files,
                       const char *arrived)
{
	const char *name = path_name(arrived);

	if (reads(files, arrived))
		return false;
	if (reads_name(files, name))
		return true;
	for (size_t i = 0; i < files->count; i++) {
		const struct entry *input = find(changes->record, KIND_INPUT, files->items[i]);

		if (input && input->hidden & HIDDEN_QUESTION &&
		    hidden_asks_for(files->items[i], name, *changes->inputs.arena))
			return true;
	}
	return false;
}

/* Why a product has to be made again although ninja would not; NULL: it need not. */
static const char *find_reason(const struct changes *changes, const struct plan_step *step,
                               struct arena *keep)
{
	const struct entry *old = find(changes->record, KIND_OUTPUT, step->output);
	struct entry now = examine(KIND_OUTPUT, step->output);

	if (now.modified_ns < 0)
		return is_hidden_now(&now) ? "its state is unknown" : NULL;
	if (changes->record->state != STATE_BEGUN && (!old || !is_same(old, &now)))
		return text_format(keep, "it was modified");
	if (!now.size_bytes && !(old && is_same(old, &now)))
		return text_format(keep, "it is empty");
	if (!changes->inputs.count && !changes->arrived.count)
		return NULL;
	struct text_list files;
	if (!read_step(step, keep, &files))
		return "its inputs are unknown";
	for (size_t i = 0; i < changes->inputs.count; i++) {
		const char *input = changes->inputs.items[i];

		/* The newer one ninja sees, and says so. */
		if (reads(&files, input) &&
		    examine(KIND_INPUT, input).modified_ns <= now.modified_ns)
			return text_format(keep, "%s changed", input);
	}
	for (size_t i = 0; i < changes->arrived.count; i++)
		if (would_read(changes, &files, changes->arrived.items[i]))
			return text_format(keep, "%s is new", changes->arrived.items[i]);
	return NULL;
}

static bool remove_stale(const struct changes *changes, struct arena scratch)
{
	for (size_t i = 0; i < changes->plan->step_count; i++) {
		const struct plan_step *step = &changes->plan->steps[i];
		struct arena inner = scratch;
		const char *why = find_reason(changes, step, &inner);

		if (!why)
			continue;
		diag_trace(DIAG_WHY, "%s is rebuilt: %s", step->output, why);
		if (unlink(step->output) < 0 && errno != ENOENT)
			return refusal_to_remove(scratch, step->output);
	}
	return true;
}

bool record_begin(const struct plan *plan, struct arena scratch)
{
	struct record record = read_record(plan->folder, &scratch);
	struct changes changes;

	if (!find_changes(plan, &record, &scratch, &changes) || !remove_stale(&changes, scratch))
		return false;
	record.state = STATE_BEGUN;
	return write_record(plan, &record, scratch);
}

/* A file's own facts, and what stands in it; what was known of it is kept. One that
 * somebody changed while ninja ran may have been read before, and is of no known time. */
static struct entry examine_input(const struct plan *plan, const struct record *old,
                                  const char *path, int64_t started_ns, struct arena scratch)
{
	struct entry now = examine(KIND_INPUT, path);
	const struct entry *before = find(old, KIND_INPUT, path);

	if (before && is_same(before, &now))
		now.hidden = before->hidden;
	else if (!is_foreign(plan, path) && !hidden_find(path, scratch, &now.hidden))
		now.modified_ns = UNKNOWN_TIME;
	/* clang writes a backslash as a slash. Then ninja makes the product each time. */
	if (now.modified_ns < 0)
		now.modified_ns = UNKNOWN_TIME;
	if (plan->libraries && path_is_within(path, plan->libraries))
		started_ns = plan->libraries_ns;
	if (now.modified_ns > started_ns && !path_is_within(path, plan->folder))
		now.modified_ns = UNKNOWN_TIME;
	return now;
}

/* A compilation that has taken in what no program mentions; false if that is not
 * known. */
static bool reveal(const struct plan *plan, const struct record *old, struct record *record,
                   size_t known, const struct plan_step *step, struct arena *keep)
{
	struct record inputs = { record->state, record->entries, known, known };
	struct text_list files, more = { .arena = keep };
	struct entry now = examine(KIND_OUTPUT, step->output);
	const struct entry *before = find(old, KIND_OUTPUT, step->output);
	bool has_hidden = false;

	if (!read_step(step, keep, &files))
		return false;

	for (size_t i = 0; i < files.count && step->source; i++) {
		const struct entry *input = find(&inputs, KIND_INPUT, files.items[i]);

		has_hidden = has_hidden || (input && input->hidden & HIDDEN_INPUT);
	}
	if (!has_hidden || now.modified_ns < 0 || (before && is_same(before, &now)))
		return true;
	if (!hidden_list_inputs(plan, step, &more) ||
	    (more.count && !depfile_extend(text_format(keep, "%s.d", step->output), &more, *keep)))
		return false;
	for (size_t i = 0; i < more.count; i++)
		add(keep, record, examine(KIND_INPUT, more.items[i]));
	return true;
}

static bool add_folders(const struct plan *plan, struct record *record, struct arena *keep)
{
	struct text_list files = { .arena = keep }, questions = { .arena = keep },
			 folders = { .arena = keep };
	bool has_inputs = false;

	for (size_t i = 0; i < record->count; i++) {
		const struct entry *entry = &record->entries[i];

		if (entry->kind != KIND_INPUT)
			continue;
		text_list_add(&files, entry->path);
		if (entry->hidden & HIDDEN_QUESTION)
			text_list_add(&questions, entry->path);
		has_inputs = has_inputs || entry->hidden & HIDDEN_INPUT;
	}
	if (!hidden_list_folders(plan, &files, &questions, has_inputs, &folders))
		return false;
	for (size_t i = 0; i < folders.count; i++)
		add(keep, record, examine(KIND_FOLDER, folders.items[i]));
	return true;
}

/* The paths of all that the plan read, each once; with the plan itself. False if some
 * are not known. */
static bool list_inputs(const struct plan *plan, struct arena *keep, struct record *names)
{
	const char *script = path_join(keep, plan->folder, plan_file(false));
	size_t sorted = 1000;

	*names = (struct record){ .state = STATE_NONE };
	add(keep, names, (struct entry){ .kind = KIND_INPUT, .path = script });
	for (size_t i = 0; i < plan->step_count; i++) {
		struct text_list files;

		if (!read_step(&plan->steps[i], keep, &files))
			return false;
		for (size_t f = 0; f < files.count; f++)
			add(keep, names,
			    (struct entry){ .kind = KIND_INPUT, .path = files.items[f] });
		if (names->count < 2 * sorted)
			continue;
		sort(names);
		sorted = names->count > 1000 ? names->count : 1000;
	}
	sort(names);
	return true;
}

/* What was read and made, as it is now; false if something of it is not known. */
static bool examine_all(const struct plan *plan, const struct record *old, struct record *record,
                        struct arena *keep)
{
	struct record names;
	/* record_begin wrote it just before ninja ran, by the file system's clock. */
	int64_t started_ns = examine(KIND_INPUT, record_path(plan->folder, keep)).modified_ns;

	if (!list_inputs(plan, keep, &names))
		return false;
	for (size_t i = 0; i < names.count; i++)
		add(keep, record,
		    examine_input(plan, old, names.entries[i].path, started_ns, *keep));
	for (size_t i = 0; i < plan->step_count; i++)
		if (!reveal(plan, old, record, names.count, &plan->steps[i], keep))
			return false;
	for (size_t i = 0; i < plan->step_count; i++)
		add(keep, record, examine(KIND_OUTPUT, plan->steps[i].output));
	sort(record);
	if (plan->compile_flags && !add_folders(plan, record, keep))
		return false;
	sort(record);
	return true;
}

/* Where something is not known, nothing is: all of the plan is made again then. */
bool record_end(const struct plan *plan, bool complete, struct arena scratch)
{
	struct arena *keep = &scratch;
	struct record old = read_record(plan->folder, keep);
	struct record record = { .state = complete ? STATE_COMPLETE : STATE_FAILED };

	if (!examine_all(plan, &old, &record, keep))
		record = (struct record){ .state = STATE_FAILED };
	return write_record(plan, &record, scratch);
}

bool record_has_file(const char *folder, const char *path, struct arena scratch)
{
	struct record record = read_record(folder, &scratch);

	for (size_t i = 0; i < record.count; i++)
		if (os_is_same_file(record.entries[i].path, path))
			return true;
	return false;
}

void record_list_inputs(const char *folder, struct text_list *files, struct text_list *folders)
{
	struct record record = read_record(folder, files->arena);

	for (size_t i = 0; i < record.count; i++) {
		const struct entry *entry = &record.entries[i];

		if (entry->kind != KIND_OUTPUT)
			text_list_add(entry->kind == KIND_INPUT ? files : folders, entry->path);
	}
}
