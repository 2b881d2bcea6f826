#include "host/build/plan.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/refusal.h"
#include "host/base/sources.h"
#include "host/build/archive.h"
#include "host/build/flag_files.h"
#include "host/document/json_scan.h"

#define STEP_END \
	PLAN_COMMAND_END "%s || (exit %d); } || " \
			 "{ echo \"" PLAN_STATUS_MARK "$$?\"; exit 1; }\n"

/* Lines are all that ninja's file, and clang's of flags, know. */
static const char *check(struct plan *plan, const char *text)
{
	if (!plan->refused && text[text_find_control(text)])
		plan->refused = text;
	return text;
}

/* In a path of a build statement, ninja reads '$', ' ', ':' and '|' as its own, and
 * has no way to write the last but a variable. */
static void add_path(struct plan *plan, const char *path)
{
	for (check(plan, path); *path; path++) {
		if (strchr("$ :", *path))
			buffer_add(&plan->ninja, "$", 1);
		if (*path == '|')
			buffer_puts(&plan->ninja, "${pipe}");
		else
			buffer_add(&plan->ninja, path, 1);
	}
}

/* A character of the value of a variable. */
static void add_character(struct plan *plan, char c)
{
	if (c == '$')
		buffer_add(&plan->ninja, "$", 1);
	buffer_add(&plan->ninja, &c, 1);
}

static const char plain[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";

/* One word of a command: quoted for the shell. */
static void add_word(struct plan *plan, const char *word)
{
	struct buffer *buffer = &plan->ninja;

	check(plan, word);
	if (*word && word[strspn(word, plain)] == '\0') {
		buffer_puts(buffer, word);
		return;
	}
	buffer_puts(buffer, "'");
	for (; *word; word++) {
		if (*word == '\'')
			buffer_puts(buffer, "'\\''");
		else
			add_character(plan, *word);
	}
	buffer_puts(buffer, "'");
}

static void add_words(struct plan *plan, const char *const *words)
{
	for (; words && *words; words++) {
		buffer_puts(&plan->ninja, " ");
		add_word(plan, *words);
	}
}

/* One word of a response file: LLVM takes a backslash before any character, in
 * quotes too, which ninja's own way to write $in does not know. */
static void add_response_word(struct plan *plan, const char *word)
{
	for (check(plan, word); *word; word++) {
		if (!strchr(plain, *word) && !(*word & 0x80))
			buffer_puts(&plan->ninja, "\\");
		add_character(plan, *word);
	}
}

static void add_rule(struct plan *plan, const char *name, const char *description)
{
	buffer_printf(&plan->ninja, "\nrule %s\n  description = %s\n  command = ", name,
	              description);
}

static void end_command_for(struct plan *plan, const char *output)
{
	buffer_printf(&plan->ninja, STEP_END, output, PLAN_STATUS_NO_FILE);
}

static void end_command(struct plan *plan)
{
	end_command_for(plan, "$out");
}

/* "@argument" opens a response file: ld.lld, llvm-ar and clang read them, and
 * a kernel of many files fits no command line. */
static void add_response_file(struct plan *plan)
{
	buffer_puts(&plan->ninja, "  rspfile = $out.rsp\n  rspfile_content = $files\n");
}

static void begin_compile_rule(struct plan *plan, const char *name)
{
	add_rule(plan, name, "compile $in");
	add_word(plan, plan->tools->clang);
	buffer_puts(&plan->ninja, " --no-default-config --config=");
	add_word(plan, plan->config);
	add_words(plan, plan->flags);
	buffer_puts(&plan->ninja, " $flags");
}

static void end_compile_rule(struct plan *plan)
{
	end_command(plan);
	buffer_puts(&plan->ninja, "  depfile = $out.d\n");
}

/* Of plain assembly clang does not say what it reads: that is found out later
 * (host/build/hidden.h). */
static void add_compile_rules(struct plan *plan)
{
	begin_compile_rule(plan, "compile");
	buffer_puts(&plan->ninja, " -MD -MF $out.d -c $before$in -o $out $$" PLAN_CLANG_COLORS);
	end_compile_rule(plan);
	begin_compile_rule(plan, "assemble");
	buffer_puts(&plan->ninja,
	            " -c $before$in -o $out $$" PLAN_CLANG_COLORS " && echo $out: >$out.d");
	end_compile_rule(plan);
}

/* ld.lld says what it read, as clang does: libraries that flags name, scripts. Behind
 * that come rules without inputs, which some of ninja's kin do not read. */
static void add_link_rule(struct plan *plan)
{
	struct buffer *ninja = &plan->ninja;

	add_rule(plan, "link", "link $out");
	add_word(plan, plan->tools->lld);
	buffer_puts(ninja,
	            " $flags -o $out --dependency-file=$out.all @$out.rsp $$" PLAN_LINKER_COLORS
	            " && sed '/^$$/q' $out.all > $out.d");
	end_command(plan);
	buffer_puts(ninja, "  depfile = $out.d\n");
	add_response_file(plan);
}

void plan_begin(struct plan *plan)
{
	struct buffer *ninja = &plan->ninja;

	plan->ninja = (struct buffer){ .arena = plan->keep };
	plan->database = (struct buffer){ .arena = plan->keep };
	plan->flag_reads = (struct text_list){ .arena = plan->keep };
	buffer_puts(&plan->database, "[");
	buffer_puts(ninja, "# Written by ingot: changes are lost.\n"
	                   "ninja_required_version = 1.5\npipe = |\nbuilddir = ");
	for (const char *c = check(plan, plan->folder); *c; c++)
		add_character(plan, *c);
	buffer_puts(ninja, "\n");
	add_compile_rules(plan);
	add_rule(plan, "archive", "archive $out");
	/* ar adds to what is there: begin with nothing. */
	buffer_puts(ninja, "rm -f $out && ");
	add_word(plan, plan->tools->ar);
	buffer_puts(ninja, " rcsD $out @$out.rsp");
	end_command(plan);
	add_response_file(plan);
	add_link_rule(plan);
	/* C17, 7.21.6.1: flags, width, precision, length, conversion. What only looks
	 * like it costs a few bytes. */
	add_rule(plan, "formats", "look for doubles");
	buffer_puts(ninja,
	            "if LC_ALL=C grep -qE '%[-+ #0]*[0-9*.]*[lLhjzt]*[aAeEfFgG]' $in; then echo "
	            "$flags; fi > $out\n");
	add_rule(plan, "convert", "convert $out");
	add_word(plan, plan->tools->objcopy);
	buffer_puts(ninja, " $flags $in $out");
	end_command(plan);
}

static void add_json_words(struct buffer *buffer, const char *const *words)
{
	for (; words && *words; words++) {
		buffer_puts(buffer, ", ");
		json_scan_quote(buffer, *words);
	}
}

/* What is shared does not change with the project that comes. */
static const char *database_folder(struct plan *plan)
{
	if (!plan->database_folder)
		plan->database_folder = os_path_is_absolute(plan->folder)
		                                ? plan->folder
		                                : os_current_folder(plan->keep);
	if (plan->database_folder)
		return plan->database_folder;
	plan->folder_error = errno;
	return "";
}

static void add_database_entry(struct plan *plan, const char *source, const char *object,
                               const char *const *flags)
{
	struct buffer *database = &plan->database;
	bool is_nasm = sources_kind(source) == SOURCE_NASM;
	const char *config = text_format(plan->keep, "--config=%s", plan->config);
	const char *const front[] = { "--no-default-config", config, NULL };
	const char *const end[] = { "-c", source, "-o", object, NULL };
	const char *const nasm_end[] = { "-o", object, source, NULL };
	bool first = database->size == 1;

	buffer_puts(database, first ? "\n{\"directory\": " : ",\n{\"directory\": ");
	json_scan_quote(database, database_folder(plan));
	buffer_puts(database, ", \"file\": ");
	json_scan_quote(database, source);
	buffer_puts(database, ", \"output\": ");
	json_scan_quote(database, object);
	buffer_puts(database, ",\n \"arguments\": [");
	json_scan_quote(database, is_nasm ? plan->nasm : plan->tools->clang);
	if (!is_nasm) {
		add_json_words(database, front);
		add_json_words(database, plan->flags);
	}
	add_json_words(database, flags);
	add_json_words(database, is_nasm ? nasm_end : end);
	buffer_puts(database, "]}");
}

void plan_add_name(struct buffer *buffer, const char *name, size_t size)
{
	static const char safe[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

	for (size_t i = 0; i < size; i++) {
		if (name[i] & 0x80 || strchr(safe, name[i]))
			buffer_add(buffer, name + i, 1);
		else
			buffer_printf(buffer, "+%02X", (unsigned char)name[i]);
	}
}

/* One component of a source's path, as a name that no program takes for more. */
static void add_component(struct buffer *buffer, const char *name, size_t size)
{
	if (size == 2 && memcmp(name, "..", 2) == 0) {
		buffer_puts(buffer, "__");
		return;
	}
	if (size == 2 && memcmp(name, "__", 2) == 0) {
		buffer_puts(buffer, "+5F_");
		return;
	}
	plan_add_name(buffer, name, size);
}

/* "../common/list.c" -> "__/common/list.c.o": objects stay in their directory, and no
 * two sources have one. */
static const char *object_path(struct plan *plan, const char *name)
{
	struct buffer path = { .arena = plan->keep };

	buffer_printf(&path, "%s/obj/%s", plan->folder, *name == '/' ? "+2F" : "");
	while (*name) {
		size_t size = strcspn(name, "/");

		add_component(&path, name, size);
		name += size + strspn(name + size, "/");
		if (*name)
			buffer_puts(&path, "/");
	}
	buffer_puts(&path, ".o");
	return path.data;
}

static void add_step(struct plan *plan, struct plan_step step)
{
	arena_grow(plan->keep, plan->steps, plan->step_count, plan->step_capacity);
	plan->steps[plan->step_count++] = step;
}

const struct plan_step *plan_find_step(const struct plan *plan, const char *output)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (text_equal(plan->steps[i].output, output))
			return &plan->steps[i];
	for (size_t i = 0; i < plan->step_count; i++) {
		size_t size = strlen(plan->steps[i].output);

		if (text_starts_with(output, plan->steps[i].output) && output[size] == ' ')
			return &plan->steps[i];
	}
	return NULL;
}

static void begin_build(struct plan *plan, const char *output, const char *rule)
{
	buffer_puts(&plan->ninja, "\nbuild ");
	add_path(plan, output);
	buffer_printf(&plan->ninja, ": %s", rule);
}

/* A rule whose program makes a file. `more` is the rest of the step. */
static void begin_step(struct plan *plan, const char *output, const char *rule, const char *program,
                       const char *object, struct plan_step more)
{
	begin_build(plan, output, rule);
	more.output = output;
	more.what = text_format(plan->keep, "%s %s", rule, object);
	more.program = program;
	add_step(plan, more);
}

static void add_inputs(struct plan *plan, const struct text_list *inputs)
{
	for (size_t i = 0; i < inputs->count; i++) {
		buffer_puts(&plan->ninja, " ");
		add_path(plan, inputs->items[i]);
	}
}

static void add_response_words(struct plan *plan, const struct text_list *words)
{
	for (size_t i = 0; i < words->count; i++) {
		buffer_puts(&plan->ninja, " ");
		add_response_word(plan, words->items[i]);
	}
}

/* For a rule with a response file, after end_build. */
static void add_files(struct plan *plan, const struct text_list *inputs)
{
	buffer_puts(&plan->ninja, "  files =");
	add_response_words(plan, inputs);
	buffer_puts(&plan->ninja, "\n");
}

static void end_build(struct plan *plan, const struct text_list *reads, const char *const *flags)
{
	if (reads && reads->count) {
		buffer_puts(&plan->ninja, " |");
		add_inputs(plan, reads);
	}
	if (plan->after) {
		buffer_puts(&plan->ninja, " || ");
		add_path(plan, plan->after);
	}
	buffer_puts(&plan->ninja, "\n");
	if (flags && *flags) {
		size_t before = plan->ninja.size;

		buffer_puts(&plan->ninja, "  flags =");
		add_words(plan, flags);
		if (plan->ninja.size - before > plan->flags_bytes)
			plan->flags_bytes = plan->ninja.size - before;
		buffer_puts(&plan->ninja, "\n");
	}
}

/* The files that a compilation's flags name; most compilations share their flags. */
static const struct text_list *find_flag_reads(struct plan *plan, const struct text_list *flags)
{
	if (!plan->compile_flags || plan->read_flags == flags->items)
		return &plan->flag_reads;
	plan->read_flags = flags->items;
	plan->flag_reads = (struct text_list){ .arena = plan->keep };
	flag_files_add(flags, &plan->flag_reads);
	return &plan->flag_reads;
}

/* By which rule a source is made into an object, by which program; and a file that
 * changes with the program, or with what it is told of every source. */
struct way {
	const char *rule, *program, *config;
};

static struct way choose_way(const struct plan *plan, const char *source)
{
	switch (sources_kind(source)) {
	case SOURCE_NASM:     return (struct way){ "nasm", plan->nasm, plan->nasm_config };
	case SOURCE_ASSEMBLY: return (struct way){ "assemble", plan->tools->clang, plan->config };
	default:              return (struct way){ "compile", plan->tools->clang, plan->config };
	}
}

const char *plan_compile(struct plan *plan, const char *source, const char *name,
                         const struct text_list *flags)
{
	const char *object = object_path(plan, name);
	struct way way = choose_way(plan, source);

	/* A file, no option; ninja leaves out what a path begins with. */
	bool is_like_option = *source == '-' || *source == '@';
	const char *path = is_like_option ? text_format(plan->keep, "./%s", source) : source;
	struct text_list reads = { .arena = plan->keep };
	text_list_add(&reads, way.config);
	text_list_add_all(&reads, find_flag_reads(plan, flags)->items);
	if (sources_kind(source) == SOURCE_ASSEMBLY) /* others name it themselves */
		text_list_add(&reads, path);
	begin_step(plan, object, way.rule, way.program, source,
	           (struct plan_step){ .has_depfile = true,
	                               .reads = reads.items,
	                               .source = path,
	                               .flags = flags });
	buffer_puts(&plan->ninja, " ");
	add_path(plan, source);
	end_build(plan, &reads, flags->items);
	if (is_like_option)
		buffer_puts(&plan->ninja, "  before = ./\n");
	add_database_entry(plan, path, object, flags->items);
	return object;
}

/* NASM names what it reads when it only preprocesses: by -MD, 2.16 leaves out what it
 * includes. It comes last, as it would say again what it has to say of the source. */
void plan_set_nasm(struct plan *plan, const char *program, const char *config)
{
	plan->nasm = program;
	plan->nasm_config = config;
	add_rule(plan, "nasm", "assemble $in");
	add_word(plan, program);
	buffer_puts(&plan->ninja, " $flags -o $out $before$in && ");
	add_word(plan, program);
	buffer_puts(&plan->ninja, " $flags -w-all -M -MQ $out -MF $out.d $before$in");
	end_compile_rule(plan);
}

void plan_add_remark(struct plan *plan, const char *what, const struct text_list *texts)
{
	buffer_printf(&plan->ninja, "\n# %s:", what);
	for (size_t i = 0; i < texts->count; i++) {
		buffer_puts(&plan->ninja, " ");
		json_scan_quote(&plan->ninja, texts->items[i]);
	}
	buffer_puts(&plan->ninja, "\n");
}

void plan_archive(struct plan *plan, const char *archive, const struct text_list *objects)
{
	begin_step(plan, archive, "archive", plan->tools->ar, archive, (struct plan_step){ 0 });
	add_inputs(plan, objects);
	end_build(plan, NULL, NULL);
	add_files(plan, objects);
}

void plan_link(struct plan *plan, const char *output, const struct text_list *inputs,
               const char *script, const char *response, const struct text_list *flags)
{
	struct text_list all = { .arena = plan->keep }, reads = { .arena = plan->keep };

	text_list_add_all(&all, flags->items);
	text_list_add(&reads, script);
	text_list_add(&reads, plan->linker_config);
	if (response) {
		text_list_add(&reads, response);
		text_list_add(&all, text_format(plan->keep, "@%s", response));
	}
	if (plan->compile_flags) {
		flag_files_add(flags, &reads);
		for (size_t i = 0; i < inputs->count; i++)
			archive_add_thin_members(inputs->items[i], &reads);
	}
	begin_step(plan, output, "link", plan->tools->lld, output,
	           (struct plan_step){ .has_depfile = true, .reads = reads.items });
	add_inputs(plan, inputs);
	end_build(plan, &reads, all.items);
	add_files(plan, inputs);
}

static void convert(struct plan *plan, const char *output, const char *input,
                    const char *const *flags)
{
	begin_step(plan, output, "convert", plan->tools->objcopy, input, (struct plan_step){ 0 });
	buffer_puts(&plan->ninja, " ");
	add_path(plan, input);
	end_build(plan, NULL, flags);
}

void plan_convert(struct plan *plan, const char *output, const char *input, const char *flag)
{
	convert(plan, output, input, (const char *const[]){ flag, NULL });
}

const char *plan_find_formats(struct plan *plan, const char *elf, const char *flag)
{
	struct arena *keep = plan->keep;
	const char *constants = path_join(keep, plan->folder, "constants.bin");
	const char *output = path_join(keep, plan->folder, "formats.rsp");

	convert(plan, constants, elf,
	        (const char *const[]){ "--output-target=binary", "--only-section=.rodata",
	                               "--only-section=.data", NULL });
	begin_build(plan, output, "formats");
	buffer_puts(&plan->ninja, " ");
	add_path(plan, constants);
	end_build(plan, NULL, (const char *const[]){ flag, NULL });
	return output;
}

void plan_assume(struct plan *plan, const char *path)
{
	if (!plan->dry_run)
		return;
	begin_build(plan, path, "phony");
	end_build(plan, NULL, NULL);
}

const char *plan_file(bool dry_run)
{
	return dry_run ? "dry-run.ninja" : "build.ninja";
}

static bool write_part(struct plan *plan, const char *name, const struct buffer *content)
{
	const char *path = path_join(plan->keep, plan->folder, name);
	bool changed;

	if (!os_make_folders(plan->folder) ||
	    !os_update_file(path, buffer_bytes(content), &changed))
		return refusal_to_write(*plan->keep, path);
	if (changed)
		diag_trace(DIAG_WHY, "%s changed", path);
	plan->has_changed = plan->has_changed || changed;
	return true;
}

bool plan_write(struct plan *plan)
{
	if (plan->refused) {
		diag_error(NULL, "control character in a path or flag: \"%s\"", plan->refused);
		diag_hint("ninja does not support it: rename the directory or file");
		return false;
	}
	if (plan->folder_error)
		return diag_error(NULL, "cannot determine the current directory: %s",
		                  strerror(plan->folder_error));
	if (plan->flags_bytes > PLAN_FLAGS_BYTES_MAX) {
		diag_error(NULL,
		           "%zu bytes of flags for one step: more than %u (PLAN_FLAGS_BYTES_MAX)",
		           plan->flags_bytes, PLAN_FLAGS_BYTES_MAX);
		diag_hint("put them into a file: \"@file\" in cflags or ldflags");
		return false;
	}
	buffer_puts(&plan->database, "\n]\n");
	return write_part(plan, plan_file(plan->dry_run), &plan->ninja) &&
	       write_part(plan, "compile_commands.json", &plan->database);
}

void plan_put_path(struct plan *plan, const char *path)
{
	add_path(plan, path);
}

void plan_put_word(struct plan *plan, const char *word)
{
	add_word(plan, word);
}

void plan_put_response_word(struct plan *plan, const char *word)
{
	add_response_word(plan, word);
}

void plan_put_end(struct plan *plan, const char *output)
{
	end_command_for(plan, output);
}

void plan_put_text(struct plan *plan, const char *text)
{
	for (check(plan, text); *text; text++)
		add_character(plan, *text);
}

void plan_add_step(struct plan *plan, struct plan_step step)
{
	add_step(plan, step);
}
