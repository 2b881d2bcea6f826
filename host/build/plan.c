#include "host/build/plan.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/document/json_scan.h"

/* In a path of a build statement, ninja reads '$', ' ' and ':' as its own. */
static const char *escape_path(struct arena *keep, const char *path)
{
	struct buffer buffer = { .arena = keep };

	buffer_puts(&buffer, "");
	for (; *path; path++) {
		if (strchr("$ :", *path))
			buffer_add(&buffer, "$", 1);
		buffer_add(&buffer, path, 1);
	}
	return buffer.data;
}

/* One word of a command: quoted for the shell, '$' doubled for ninja. */
static void add_word(struct buffer *buffer, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-+=./,:@%";

	if (*word && word[strspn(word, plain)] == '\0') {
		buffer_puts(buffer, word);
		return;
	}
	buffer_puts(buffer, "'");
	for (; *word; word++) {
		if (*word == '\'')
			buffer_puts(buffer, "'\\''");
		else if (*word == '$')
			buffer_puts(buffer, "$$");
		else
			buffer_add(buffer, word, 1);
	}
	buffer_puts(buffer, "'");
}

static void add_words(struct buffer *buffer, const char *const *words)
{
	for (; words && *words; words++) {
		buffer_puts(buffer, " ");
		add_word(buffer, *words);
	}
}

/* "@argument" opens a response file: ld.lld, llvm-ar and clang read them, and
 * a kernel of many files fits no command line. */
static void add_rule(struct plan *plan, const char *name, const char *description)
{
	buffer_printf(&plan->ninja, "\nrule %s\n  description = %s\n", name, description);
}

static void add_response_file(struct plan *plan)
{
	buffer_puts(&plan->ninja, " @$out.rsp\n  rspfile = $out.rsp\n"
	                          "  rspfile_content = $in_newline\n");
}

static void add_compile_rule(struct plan *plan)
{
	struct buffer *ninja = &plan->ninja;

	add_rule(plan, "compile", "compile $in");
	buffer_puts(ninja, "  command = ");
	add_word(ninja, plan->tools->clang);
	buffer_puts(ninja, " --no-default-config --config=");
	add_word(ninja, plan->config);
	add_words(ninja, plan->flags);
	buffer_puts(ninja, " $flags -MD -MF $out.d -c $in -o $out\n"
	                   "  depfile = $out.d\n  deps = gcc\n");
}

void plan_begin(struct plan *plan)
{
	struct buffer *ninja = &plan->ninja;

	plan->ninja = (struct buffer){ .arena = plan->keep };
	plan->database = (struct buffer){ .arena = plan->keep };
	buffer_puts(&plan->database, "[");
	buffer_printf(ninja,
	              "# Written by ingot: changes are lost.\n"
	              "ninja_required_version = 1.5\nbuilddir = %s\n",
	              plan->folder);
	add_compile_rule(plan);
	add_rule(plan, "archive", "archive $out");
	/* ar adds to what is there: begin with nothing. */
	buffer_puts(ninja, "  command = rm -f $out && ");
	add_word(ninja, plan->tools->ar);
	buffer_puts(ninja, " rcsD $out");
	add_response_file(plan);
	add_rule(plan, "link", "link $out");
	buffer_puts(ninja, "  command = ");
	add_word(ninja, plan->tools->lld);
	buffer_puts(ninja, " $flags -o $out");
	add_response_file(plan);
	/* C17, 7.21.6.1: flags, width, precision, length, conversion. What only looks
	 * like it costs a few bytes. */
	add_rule(plan, "formats", "look for doubles");
	buffer_puts(ninja, "  command = if LC_ALL=C grep -qE "
	                   "'%[-+ #0]*[0-9*.]*[lLhjzt]*[aAeEfFgG]' $in; "
	                   "then echo $flags; fi > $out\n");
	add_rule(plan, "convert", "convert $out");
	buffer_puts(ninja, "  command = ");
	add_word(ninja, plan->tools->objcopy);
	buffer_puts(ninja, " $flags $in $out\n");
}

static void add_json_words(struct buffer *buffer, const char *const *words)
{
	for (; words && *words; words++) {
		buffer_puts(buffer, ", ");
		json_scan_quote(buffer, *words);
	}
}

static void add_database_entry(struct plan *plan, const char *source, const char *object,
                               const char *const *flags)
{
	struct buffer *database = &plan->database;
	const char *config = text_format(plan->keep, "--config=%s", plan->config);
	const char *const front[] = { "--no-default-config", config, NULL };
	const char *const end[] = { "-c", source, "-o", object, NULL };
	bool first = database->size == 1;

	buffer_puts(database, first ? "\n{\"directory\": " : ",\n{\"directory\": ");
	json_scan_quote(database, os_current_folder(plan->keep));
	buffer_puts(database, ", \"file\": ");
	json_scan_quote(database, source);
	buffer_puts(database, ", \"output\": ");
	json_scan_quote(database, object);
	buffer_puts(database, ",\n \"arguments\": [");
	json_scan_quote(database, plan->tools->clang);
	add_json_words(database, front);
	add_json_words(database, plan->flags);
	add_json_words(database, flags);
	add_json_words(database, end);
	buffer_puts(database, "]}");
}

/* "../common/list.c" -> "__/common/list.c.o": objects stay in their folder. */
static const char *object_path(struct plan *plan, const char *name)
{
	char *inner = text_format(plan->keep, "%s.o", name);

	for (char *dots = inner; (dots = strstr(dots, "../"));)
		memcpy(dots, "__", 2);
	while (*inner == '/')
		inner++;
	return text_format(plan->keep, "%s/obj/%s", plan->folder, inner);
}

static void begin_build(struct plan *plan, const char *output, const char *rule)
{
	buffer_printf(&plan->ninja, "\nbuild %s: %s", escape_path(plan->keep, output), rule);
}

static void add_inputs(struct plan *plan, const struct text_list *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		buffer_printf(&plan->ninja, " %s", escape_path(plan->keep, inputs->items[i]));
}

static void end_build(struct plan *plan, const char *depends, const char *const *flags)
{
	if (depends)
		buffer_printf(&plan->ninja, " | %s", escape_path(plan->keep, depends));
	buffer_puts(&plan->ninja, "\n");
	if (flags && *flags) {
		buffer_puts(&plan->ninja, "  flags =");
		add_words(&plan->ninja, flags);
		buffer_puts(&plan->ninja, "\n");
	}
}

const char *plan_compile(struct plan *plan, const char *source, const char *name,
                         const char *const *flags)
{
	const char *object = object_path(plan, name);

	begin_build(plan, object, "compile");
	buffer_printf(&plan->ninja, " %s", escape_path(plan->keep, source));
	/* The configuration file names the compiler's version too. */
	end_build(plan, plan->config, flags);
	add_database_entry(plan, source, object, flags);
	return object;
}

void plan_archive(struct plan *plan, const char *archive, const struct text_list *objects)
{
	begin_build(plan, archive, "archive");
	add_inputs(plan, objects);
	end_build(plan, NULL, NULL);
}

void plan_link(struct plan *plan, const char *output, const struct text_list *inputs,
               const char *script, const char *response, const struct text_list *flags)
{
	struct text_list all = { .arena = plan->keep };

	text_list_add_all(&all, flags->items);
	begin_build(plan, output, "link");
	add_inputs(plan, inputs);
	buffer_printf(&plan->ninja, " | %s", escape_path(plan->keep, script));
	if (response) {
		buffer_printf(&plan->ninja, " %s", escape_path(plan->keep, response));
		text_list_add(&all, text_format(plan->keep, "@%s", response));
	}
	end_build(plan, NULL, all.items);
}

static void convert(struct plan *plan, const char *output, const char *input,
                    const char *const *flags)
{
	begin_build(plan, output, "convert");
	buffer_printf(&plan->ninja, " %s", escape_path(plan->keep, input));
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
	buffer_printf(&plan->ninja, " %s", escape_path(keep, constants));
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
	struct place at = { .file = path };
	bool changed;

	if (!os_make_folders(plan->folder) ||
	    !os_update_file(path, buffer_bytes(content), &changed)) {
		diag_error(&at, "cannot write: %s", strerror(errno));
		diag_hint("is the folder yours, and the disk not full?");
		return false;
	}
	if (changed)
		diag_trace(DIAG_WHY, "%s changed", path);
	return true;
}

bool plan_write(struct plan *plan)
{
	buffer_puts(&plan->database, "\n]\n");
	return write_part(plan, plan_file(plan->dry_run), &plan->ninja) &&
	       write_part(plan, "compile_commands.json", &plan->database);
}
