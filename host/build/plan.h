#pragma once
/* plan: what ninja shall run, written as a build.ninja with its compilation
 * database beside it.
 *
 * A plan is made anew at every call of ingot and written only when it differs,
 * so ninja sees a changed flag as a changed command and rebuilds what it must.
 * Paths in a plan are absolute, or relative to the directory that ninja runs in:
 * the project's. */
#include <stdbool.h>

#include "host/base/diag.h"
#include "host/base/text.h"

struct plan_tools {
	const char *clang, *lld, *ar, *objcopy;
};

/* Of one step, as a shell reads them: Linux takes 128 KiB for one argument, and all of a
 * command is one for sh -c. */
#define PLAN_FLAGS_BYTES_MAX (100u << 10)

/* What makes one file. */
struct plan_step {
	const char *output;
	const char *what; /* "compile src/main.c" */
	const char *program;
	bool has_depfile;              /* output.d says what it reads, besides: */
	const char *const *reads;      /* NULL at the end */
	const char *source;            /* of a compilation, else NULL */
	const struct text_list *flags; /* of a compilation, besides the plan's */
	const struct place *place;     /* where a user asked for it; or NULL */
};

struct plan {
	struct arena *keep;
	const char *folder;        /* where everything that is built goes */
	const char *config;        /* clang configuration file: the target's flags */
	const char *linker_config; /* a file that changes when the linker does */
	const char *const *flags;  /* of every compilation: the profile's */
	const struct plan_tools *tools;
	bool dry_run;               /* a plan to be shown, not run: see plan_assume */
	const char *const *foreign; /* directories whose files only Ingot changes; or NULL */
	const char *const *system;  /* directories of headers in the configuration; or NULL */
	const struct text_list *compile_flags, *link_flags; /* with the user's; or NULL */
	struct buffer ninja;
	struct buffer database; /* compile_commands.json */
	struct plan_step *steps;
	size_t step_count, step_capacity;
	struct text_list generated;     /* what programs of the project's make: plan_run.h */
	const char *after;              /* stands for all of that; or NULL */
	const char *nasm, *nasm_config; /* see plan_set_nasm */
	const char *const *read_flags;  /* whose files these are: */
	struct text_list flag_reads;
	const char *libraries;       /* directory of what was made after a part of it; or NULL */
	int64_t libraries_ns;        /* when that was */
	bool lacks_tool;             /* that a source needs */
	bool has_changed;            /* plan_write: the plan is not the last one */
	const char *database_folder; /* what its paths are relative to; NULL: not asked yet */
	int folder_error;            /* errno: it has no name */
	const char *refused;         /* what neither ninja nor a shell could be told */
	size_t flags_bytes;          /* of the step that has most of them */
};

/* A step that fails ends with a line of this and the program's status, whatever else
 * it says: 128 + its number for a signal, and PLAN_STATUS_NO_FILE if the program is
 * content but the output is not there. A command is shown without what adds that:
 * it ends where PLAN_COMMAND_END begins. */
#define PLAN_STATUS_MARK    "ingot: status "
#define PLAN_STATUS_NO_FILE 254
#define PLAN_COMMAND_END    " && { test -f "
#define PLAN_COMMAND_BEGIN  ": ingot; " /* what comes before is added, too */
#define PLAN_OLD            ".old"      /* ends the name of what a step made before */

/* Variables of the shell that runs a command, for the colours of what clang and ld.lld
 * say: a command is the same with and without, so that nothing is built again for them.
 * A command is shown without them, too. */
#define PLAN_CLANG_COLORS  "INGOT_CLANG_COLORS"
#define PLAN_LINKER_COLORS "INGOT_LINKER_COLORS"

/* And the ingot that is running, for a step that is its own: set by main. So a plan is
 * the same for all that share a cache. */
#define PLAN_PROGRAM "INGOT_PROGRAM"

/* A name of something that is built, with what a shell, ninja or LLVM may read as its
 * own written as "+5C": LLVM fills the '%' of an output's path with digits. */
void plan_add_name(struct buffer *buffer, const char *name, size_t size);

/* The fields above `ninja` are set by the caller. */
void plan_begin(struct plan *plan);

/* Compiles or assembles a source (host/base/sources.h) to directory/obj/NAME.o, NAME being
 * `name` with ".." spelled "__" and what programs may trip over as "+5C". flags are added
 * to the plan's. Returns the object's path. */
const char *plan_compile(struct plan *plan, const char *source, const char *name,
                         const struct text_list *flags);
/* Before a source of NASM's: the program, and a file that changes when that does. */
void plan_set_nasm(struct plan *plan, const char *program, const char *config);
/* A remark in the plan's file: other texts are another plan. */
void plan_add_remark(struct plan *plan, const char *what, const struct text_list *texts);
void plan_archive(struct plan *plan, const char *archive, const struct text_list *objects);
/* The libraries that a kernel is linked with, in one step: see libraries.h. */
struct plan_library {
	const char *path;
	struct text_list objects;
	struct text_list absent; /* names that other sources of it define */
	struct text_list weak;   /* names that any of its sources refers to so */
};
void plan_libraries(struct plan *plan, const struct plan_library *libraries, size_t count);
/* A file of linker flags: `flag` if the constants of an ELF file have text that is,
 * or looks like, a format of printf for a double; else none. Its path. */
const char *plan_find_formats(struct plan *plan, const char *elf, const char *flag);
/* A name for all that is compiled so far, for ninja: plan_objects_path. */
void plan_name_objects(struct plan *plan);
const char *plan_objects_path(const struct plan *plan);
/* `script` and `response`, a file of flags or NULL, are dependencies of the link;
 * flags name the script. */
void plan_link(struct plan *plan, const char *output, const struct text_list *inputs,
               const char *script, const char *response, const struct text_list *flags);
/* output = what llvm-objcopy makes of input: "--strip-all", "--output-target=binary". */
void plan_convert(struct plan *plan, const char *output, const char *input, const char *flag);

/* The step that makes a file, or NULL. Of several that one step makes, with blanks
 * between, it is found by the first. */
const struct plan_step *plan_find_step(const struct plan *plan, const char *output);

/* Parts of a plan, for its modules: a path of a build statement; a word of a command, and
 * plain text, in the value of a variable; a step that has been written. */
void plan_put_path(struct plan *plan, const char *path);
void plan_put_word(struct plan *plan, const char *word);
void plan_put_text(struct plan *plan, const char *text);
void plan_put_response_word(struct plan *plan, const char *word);
/* The end of a command that makes `output`, as a shell reads that. */
void plan_put_end(struct plan *plan, const char *output);
void plan_add_step(struct plan *plan, struct plan_step step);

/* What another plan makes may not be there yet in a dry run. */
void plan_assume(struct plan *plan, const char *path);

/* The name of the plan's file: a dry run leaves the real one alone. */
const char *plan_file(bool dry_run);
/* directory/plan_file() and directory/compile_commands.json; reports its errors. */
bool plan_write(struct plan *plan);
