#pragma once
/* project: ingot.yaml, what a user says of a kernel.
 *
 * Every key is optional; an unknown one is an error. Defaults come from the
 * workspace: the nearest ingot.yaml in a directory above that says
 * `workspace: true`. The search goes up to the directory that holds .git, or to
 * the root of the file system. A workspace has no kernel of its own, so there are keys
 * that it cannot have (is_own). What a project says replaces what its
 * workspace says, key by key; lists are not joined. A file above that someone else can
 * have written is no workspace (os_distrust), and that is said.
 *
 * Paths in a file are relative to the directory of that file; the paths in struct
 * project are relative to the current directory, or absolute. */
#include <stdbool.h>

#include "host/base/text.h"
#include "host/document/document.h"
#include "host/target/sanitize.h"
#include "host/toolchain/accel.h"
#include "host/toolchain/pin.h"

#define PROJECT_FILE          "ingot.yaml"
#define PROJECT_TESTS         "tests" /* the directory of test sources */
#define PROJECT_BUILD         "build" /* where everything that is built goes */
#define PROJECT_TAG           "CACHEDIR.TAG"
#define PROJECT_NAME_SIZE_MAX 64
#define PROJECT_TIMEOUT_S_MAX 86400

enum { STD_BUILTINS = 1, STD_CORE = 2, STD_ALLOC = 4, STD_ALL = 7 }; /* build-std */
enum {                                                               /* build-std-features */
       STD_FEATURE_MEM = 1,
       STD_FEATURE_DOUBLE = 2, /* printf prints doubles, whatever formats say */
       STD_FEATURE_CAUSE = 4,  /* crash reports have a likely cause */
};
enum project_type { PROJECT_KERNEL, PROJECT_LIBRARY /* tests, and no entry point */ };
enum image_active { ACTIVE_UNSAID, ACTIVE_NO, ACTIVE_YES };
enum { FIRMWARE_BIOS = 1, FIRMWARE_UEFI = 2, FIRMWARE_ALL = 3 };

/* What is said of one file, or of all in a directory. */
struct project_flags {
	const char *path;
	struct place at;
	struct text_list flags;
};

/* A program of the project's that makes files (project_steps.h). */
struct project_step {
	struct place at;
	struct placed_list run;     /* the program and its arguments */
	struct placed_list inputs;  /* paths; of what another step makes "{gen}/PATH" */
	struct placed_list outputs; /* relative to "{gen}" */
};

struct project {
	const char *file;      /* the path of ingot.yaml */
	const char *folder;    /* that holds it */
	const char *workspace; /* the path of the workspace's file, or NULL */
	const char *name;
	enum project_type type;
	struct place type_place;         /* file NULL: by default */
	bool kit;                        /* it is linked, and the tests' runner with it */
	struct place kit_place;          /* file NULL: by default */
	const char *target;              /* a spec's path, or a built-in name; never NULL */
	struct place target_place;       /* where it was chosen; file NULL: by default */
	struct pin pin;                  /* count 0: none */
	unsigned components;             /* enum toolchain_component */
	struct placed_list sources;      /* directories or files */
	struct placed_list excluded;     /* directories or files that are no sources */
	struct placed_list includes;     /* directories of headers */
	const char *build_folder;        /* where everything that is built goes */
	struct place build_folder_place; /* file NULL: by default */
	struct project_step *steps;
	size_t step_count;
	unsigned build_std;          /* STD_ */
	unsigned build_std_features; /* STD_FEATURE_ */
	unsigned sanitize;           /* SANITIZE_, or SANITIZE_UNSAID */
	bool symbols;                /* the image has the names of functions */
	struct place symbols_place;  /* file NULL: by default */
	const char *std_c, *std_cxx; /* "gnu17", "gnu++20"; NULL: by default */
	struct text_list cflags, cxxflags, nasmflags, ldflags;
	struct project_flags *flags;
	size_t flags_count;
	struct placed_text link_script; /* text NULL: the kit's */
	struct text_list defines;       /* NAME or NAME=VALUE */
	struct {
		unsigned firmware;          /* FIRMWARE_ */
		struct placed_list modules; /* paths of files, and of directories to pack */
		const char **module_names;  /* of each: in the image; NULL: as its path */
		const char *cmdline;
		struct place cmdline_place; /* file NULL: by default */
		bool checksums;             /* the loader checks kernel and modules */
		enum image_active active;   /* the protective MBR's record */
	} image;
	struct {
		struct text_list command; /* "{}" is the image; empty: QEMU */
		struct text_list args;
		enum accel accel;
	} run;
	struct {
		struct placed_list sources; /* at.file NULL: PROJECT_TESTS, if it is there */
		struct text_list args;
		enum accel accel;
		int timeout_s;
		int success_exit_code; /* of QEMU */
		bool reboot;           /* a fresh machine for each test */
		unsigned sanitize;     /* instead, in test builds */
	} test;
};

/* manifest: the path of an ingot.yaml, or NULL for the one in the current
 * directory. */
bool project_load(struct arena *keep, const char *manifest, struct project *project);
/* The same for commands that build nothing: a workspace's own file will do,
 * and then name is NULL. */
bool project_load_settings(struct arena *keep, const char *manifest, struct project *project);

/* Files of a project, each once. */
struct project_sources {
	struct text_list compiled; /* in the order of strcmp */
	struct text_list linked;   /* objects, then archives, as they were named */
	struct text_list left;     /* look like sources (host/base/sources.h), and are not taken */
};

/* To have none to compile is an error. With tests: those of test.sources too. What lies
 * below a source directory is left out if it is what is built, the tests, a directory with
 * a project of its own, or one that may be thrown away (CACHEDIR.TAG). */
bool project_list_sources(struct arena *keep, const struct project *project, bool with_tests,
                          struct project_sources *sources);

/* Whether each path of `flags` is one of these sources, or has one below it. */
bool project_check_flags(const struct project *project, const struct project_sources *sources);

/* Whether every directory of headers is there. */
bool project_check_includes(const struct project *project);

/* Whether every module is a file or a directory that is there. */
bool project_check_modules(const struct project *project);

/* Letters, digits, '_' and '-'; no '-' first; PROJECT_NAME_SIZE_MAX at most. */
bool project_name_is_valid(const char *name);
