#pragma once
/* trial: one run of the command in which something fails, and what comes of it. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TRIAL_WHY_BYTES  512
#define TRIAL_TEXT_BYTES 65536
#define TRIAL_LIMIT_MS   30000 /* for one run */
#define TRIAL_ORPHANS_MS 10000 /* until what it started has ended */

/* What is tried. */
struct scenario {
	const char *name;
	const char *prepare;  /* a shell command; what it says is nobody's */
	const char *made;     /* paths that a good run makes, the same bytes each time */
	const char *whole;    /* paths that are at each moment as before or as after */
	const char *statuses; /* how a run may end in which a call failed: "3 4 7" */
	const char *next;     /* shell command: the next ordinary run */
	char **arguments;     /* of the command */
	/* What good runs come to. */
	uint64_t made_sum, old_sum, whole_sum;
	int good_status;             /* of the command itself: a guest that crashes has its own */
	char said[TRIAL_TEXT_BYTES]; /* on standard output */
};

enum trial_kind {
	TRIAL_FAILS,      /* a call fails: an error, or all is well */
	TRIAL_IS_NOTHING, /* something happens that nobody may notice */
	TRIAL_IS_ENDED,   /* by SIGTERM */
	TRIAL_IS_KILLED,  /* by SIGKILL */
};

struct trial {
	enum trial_kind kind;
	const char *fault; /* the value of INGOT_FAULT, or NULL */
	int64_t kill_us;   /* SIGKILL after this time; -1: not */
	/* What came of it. */
	bool was_hit;
	int status; /* as of waitpid */
	char hit[TRIAL_WHY_BYTES];
	char why[TRIAL_WHY_BYTES]; /* what is wrong; empty: nothing */
};

/* Runs a good one, twice; false: it is not good, or not always the same. */
bool scenario_begin(struct scenario *scenario);
/* Runs one in which calls are counted, into the file. */
bool scenario_count(const struct scenario *scenario, const char *log);
/* How long a good run takes. */
int64_t scenario_measure_us(const struct scenario *scenario);

void trial_run(const struct scenario *scenario, struct trial *trial);
