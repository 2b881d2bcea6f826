#pragma once
/* session: what the user asked for, and the memory that a command works in. */
#include <stdbool.h>

#include "host/base/text.h"
#include "host/image/image_format.h"
#include "host/run/guest_request.h"
#include "host/toolchain/accel.h"

/* What the command line said; NULL, 0 and false where it said nothing. */
struct options {
	const char *folder;           /* -C, already entered */
	const char *manifest_path;    /* --manifest-path */
	const char *target;           /* --target */
	const char *output;           /* -o */
	const char *build_folder;     /* --build-dir */
	const char *screenshot;       /* --screenshot */
	const char *junit;            /* --junit */
	const char *sbom;             /* --sbom */
	const char *sign_key;         /* --sign KEY ... */
	const char *sign_certificate; /* ... CERT */
	const char *print;            /* target --print NAME */
	const char *name;             /* new --name */
	const char *template_name;    /* new --template */
	const char *ci;               /* new --ci */
	const char *editor;           /* new --editor */
	bool is_of_project;           /* the command is about one */
	bool release, dry_run, explain, list, cflags, tap, all, force, verify, yes;
	enum guest_start start;   /* --bios, --uefi, --direct */
	bool has_start;           /* one of them was given */
	enum accel accel;         /* --accel */
	enum image_format format; /* --format */
	unsigned sanitize;        /* --sanitize: SANITIZE_ */
	bool has_sanitize;        /* it was given */
	bool full_backtrace;      /* --backtrace=full */
	bool coverage;            /* --coverage */
	int fail_under;           /* --fail-under */
	bool exact, rerun, fail_fast, no_run, show_output;
	int retries, repeat, seed;          /* --retries, --repeat, --shuffle */
	struct text_list skips;             /* --skip, each */
	int jobs;                           /* -j, --jobs */
	int timeout_s;                      /* --timeout */
	int cpus;                           /* --smp */
	int memory_mib;                     /* --memory */
	const char *command_word;           /* of arguments, the one that names the command */
	const char *const *arguments;       /* all, as they came: NULL at the end */
	const char *const *operands;        /* DIR, FILTER: NULL at the end */
	const char *const *guest_arguments; /* after "--": NULL at the end */
};

struct session {
	struct arena *keep;
	struct arena scratch;
	const char *root;     /* where boot/, runtime/ and kit/ are */
	const char *observer; /* observe.so; NULL: it is not installed */
	struct options options;
	int inputs_fd; /* what a build reads is told here (inputs.h); 0: nobody asks */
};
