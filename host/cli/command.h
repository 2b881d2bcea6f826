#pragma once
/* command: what the commands of `ingot` share.
 *
 * A command is a function from a session (what the user asked for) to an exit
 * status. Whatever fails is reported where it fails; a command only returns
 * the status that the failure stands for. No command calls exit(). */
#include <stdbool.h>

#include "host/base/arena.h"
#include "host/base/text.h"
#include "host/image/image_format.h"
#include "host/run/guest_request.h"
#include "host/target/sanitize.h"

enum exit_status {
	STATUS_GOOD = 0,
	STATUS_TESTS_FAILED = 1,	/* a test failed, or none was run */
	STATUS_USAGE = 2,		/* the command line is wrong */
	STATUS_PROJECT = 3,		/* the project or its source is wrong */
	STATUS_TOOL = 4,		/* a tool is missing or the wrong one */
	STATUS_TIMEOUT = 5,		/* the guest did not end in time */
	STATUS_GUEST = 6,		/* the guest crashed, or reported failure */
};

/* What the command line said; NULL, 0 and false where it said nothing. */
struct options {
	const char *folder;		/* -C, already entered */
	const char *manifest_path;	/* --manifest-path */
	const char *target;		/* --target */
	const char *output;		/* -o */
	const char *screenshot;		/* --screenshot */
	const char *junit;		/* --junit */
	const char *print;		/* target --print NAME */
	bool release, dry_run, explain, list, cflags, tap, all, force;
	enum guest_start start;		/* --bios, --uefi, --direct */
	bool has_start;			/* one of them was given */
	enum image_format format;	/* --format */
	unsigned sanitize;		/* --sanitize: SANITIZE_ */
	bool has_sanitize;		/* it was given */
	int jobs;			/* -j, --jobs */
	int timeout_s;			/* --timeout */
	int cpus;			/* --smp */
	int memory_mib;			/* --memory */
	const char *const *operands;	/* DIR, FILTER: NULL at the end */
	const char *const *guest_arguments;	/* after "--": NULL at the end */
};

struct session {
	struct arena *keep;
	struct arena scratch;
	const char *root;		/* where boot/, runtime/ and kit/ are */
	struct options options;
};

int command_build(struct session *session);
int command_clean(struct session *session);
int command_doctor(struct session *session);
int command_image(struct session *session);
int command_new(struct session *session);
int command_run(struct session *session);
int command_target(struct session *session);
int command_test(struct session *session);
