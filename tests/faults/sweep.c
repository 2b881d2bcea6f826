/* sweep: runs the command again and again; each time another call of the host's fails
 * (tests/faults/inject.c), or the command is ended at another moment.
 *
 * usage: sweep KEY=VALUE... -- ARGUMENTS...
 *
 * Keys are those of struct scenario (tests/faults/trial.h), and
 *
 *	modes=MODE,...  those of inject.c, and random-kill
 *	skip=N          the first N calls are left out
 *	each=N          of the calls that one place makes the first N, and the last; 0: all
 *	every=N         of N of these one is taken, from=K: first the K-th of them
 *	kills=N         of random-kill, and seed=N
 *
 * The environment has INGOT, the ordinary command, and INGOT_FAULTY. Prints what was
 * wrong, and a line for each mode; status 1 if anything was. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "tests/faults/trial.h"

#define CALLS_MAX  20000
#define COUNT_LOG  "faults.count"
#define SHOWN_MAX  20
#define FAULT_SIZE 64

struct counted {
	char side, name[24], classes[8];
	unsigned long number, place, before; /* how often it was come to before */
	bool is_last;
};

struct sweep {
	struct scenario scenario;
	const char *modes;
	unsigned long skip, each, every, from, kills, seed;
	struct counted *calls;
	size_t call_count;
	size_t places, trials, good, refused, ended, missed, wrong;
};

static void find_places(struct sweep *sweep)
{
	for (size_t i = 0; i < sweep->call_count; i++) {
		struct counted *call = &sweep->calls[i];

		call->is_last = true;
		for (size_t before = i; before-- && call->is_last;) {
			struct counted *old = &sweep->calls[before];

			if (old->place != call->place || old->side != call->side)
				continue;
			old->is_last = false;
			call->before = old->before + 1;
			break;
		}
		sweep->places += call->before == 0;
	}
}

static bool read_calls(struct sweep *sweep)
{
	FILE *log = fopen(COUNT_LOG, "r");
	struct counted call = { 0 };

	sweep->calls = calloc(CALLS_MAX, sizeof *sweep->calls);
	while (log && sweep->calls && sweep->call_count < CALLS_MAX &&
	       fscanf(log, "%c %lu %23s %lx %7s%*[^\n]\n", &call.side, &call.number, call.name,
	              &call.place, call.classes) == 5)
		sweep->calls[sweep->call_count++] = call;
	if (log)
		fclose(log);
	find_places(sweep);
	return sweep->call_count > 0;
}

/* Whether this mode means something to this call. */
static bool concerns(const char *mode, const struct counted *call)
{
	if (strcmp(mode, "full") == 0)
		return strchr(call->classes, 'r') != NULL;
	if (strcmp(mode, "short") == 0)
		return strchr(call->classes, 's') != NULL;
	if (strcmp(mode, "eintr") == 0)
		return strchr(call->classes, 'i') != NULL;
	return call->side == 'p' || strcmp(mode, "fail") == 0;
}

static enum trial_kind kind_of(const char *mode)
{
	if (strcmp(mode, "short") == 0 || strcmp(mode, "eintr") == 0)
		return TRIAL_IS_NOTHING;
	if (strncmp(mode, "term", 4) == 0)
		return TRIAL_IS_ENDED;
	return strstr(mode, "kill") ? TRIAL_IS_KILLED : TRIAL_FAILS;
}

static void note(struct sweep *sweep, const char *mode, const struct trial *trial)
{
	int status = trial->status;
	bool is_good = WIFEXITED(status) && WEXITSTATUS(status) == sweep->scenario.good_status;

	sweep->trials++;
	sweep->missed += !trial->was_hit;
	sweep->good += trial->was_hit && is_good;
	sweep->refused += WIFEXITED(status) && !is_good;
	sweep->ended += WIFSIGNALED(status);
	if (getenv("FAULTS_VERBOSE") && trial->kind == TRIAL_FAILS && is_good && trial->was_hit)
		printf("# harmless %s: %s\n", mode, trial->hit);
	if (!trial->why[0])
		return;
	if (sweep->wrong++ < SHOWN_MAX)
		printf("# INGOT_FAULT=%s (%s): %s\n", trial->fault ? trial->fault : mode,
		       trial->hit, trial->why);
}

static void sweep_calls(struct sweep *sweep, const char *mode)
{
	size_t concerned = 0;

	for (size_t i = 0; i < sweep->call_count; i++) {
		const struct counted *call = &sweep->calls[i];
		char fault[FAULT_SIZE];

		if (!concerns(mode, call) || (call->side == 'p' && call->number <= sweep->skip) ||
		    (sweep->each && call->before >= sweep->each && !call->is_last) ||
		    concerned++ % sweep->every != sweep->from)
			continue;
		snprintf(fault, sizeof fault, "%s:%c:%lu", mode, call->side, call->number);
		struct trial trial = { .kind = kind_of(mode), .fault = fault, .kill_us = -1 };
		trial_run(&sweep->scenario, &trial);
		note(sweep, mode, &trial);
	}
}

static void sweep_moments(struct sweep *sweep)
{
	int64_t long_us = scenario_measure_us(&sweep->scenario);

	srand((unsigned)sweep->seed);
	for (unsigned long i = 0; i < sweep->kills; i++) {
		struct trial trial = { .kind = TRIAL_IS_KILLED };

		trial.kill_us = (int64_t)((double)rand() / RAND_MAX * 1.1 * (double)long_us);
		snprintf(trial.hit, sizeof trial.hit, "after %ld us of %ld", (long)trial.kill_us,
		         (long)long_us);
		trial_run(&sweep->scenario, &trial);
		note(sweep, "random-kill", &trial);
	}
}

static bool sweep_mode(struct sweep *sweep, const char *mode)
{
	time_t begin = time(NULL);

	sweep->trials = sweep->good = sweep->refused = sweep->ended = 0;
	sweep->missed = sweep->wrong = 0;
	if (strcmp(mode, "random-kill") == 0)
		sweep_moments(sweep);
	else
		sweep_calls(sweep, mode);
	printf("%s %s: %zu trials: %zu good, %zu refused, %zu ended by the signal, %zu not "
	       "reached; %zu wrong; %ld s\n",
	       sweep->scenario.name, mode, sweep->trials, sweep->good, sweep->refused, sweep->ended,
	       sweep->missed, sweep->wrong, (long)(time(NULL) - begin));
	fflush(stdout);
	return sweep->wrong == 0;
}

/* The value of "KEY=VALUE", or NULL. */
static const char *value_of(const char *word, const char *key)
{
	size_t size = strlen(key);

	return strncmp(word, key, size) == 0 && word[size] == '=' ? word + size + 1 : NULL;
}

static bool take(struct sweep *sweep, const char *word)
{
	struct scenario *scenario = &sweep->scenario;
	const struct {
		const char *key, **text;
		unsigned long *number;
	} keys[] = {
		{ "name", &scenario->name, NULL }, { "prepare", &scenario->prepare, NULL },
		{ "made", &scenario->made, NULL }, { "whole", &scenario->whole, NULL },
		{ "next", &scenario->next, NULL }, { "statuses", &scenario->statuses, NULL },
		{ "modes", &sweep->modes, NULL },  { "every", NULL, &sweep->every },
		{ "skip", NULL, &sweep->skip },    { "each", NULL, &sweep->each },
		{ "from", NULL, &sweep->from },    { "kills", NULL, &sweep->kills },
		{ "seed", NULL, &sweep->seed },
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const char *value = value_of(word, keys[i].key);

		if (value && keys[i].text)
			*keys[i].text = value;
		else if (value)
			*keys[i].number = strtoul(value, NULL, 10);
		if (value)
			return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	static struct sweep sweep = { .scenario = { "", ":", "", "", "3 4", NULL, NULL, 0, 0, 0, 0,
		                                    "" },
		                      .modes = "fail",
		                      .every = 1,
		                      .kills = 200 };
	char modes[256];
	bool good = true;
	int i = 1;

	while (i < argc && strcmp(argv[i], "--") != 0 && take(&sweep, argv[i]))
		i++;
	if (i >= argc || strcmp(argv[i], "--") != 0)
		return fprintf(stderr, "sweep: what is %s?\n", argv[i < argc ? i : 0]), 2;
	sweep.scenario.arguments = argv + i + 1;
	sweep.from %= sweep.every;
	if (!scenario_begin(&sweep.scenario))
		return fprintf(stderr, "%s: it does not run well\n", sweep.scenario.name), 1;
	if (!scenario_count(&sweep.scenario, COUNT_LOG) || !read_calls(&sweep))
		return fprintf(stderr, "%s: calls cannot be counted\n", sweep.scenario.name), 1;
	printf("%s: %zu calls from %zu places\n", sweep.scenario.name, sweep.call_count,
	       sweep.places);
	snprintf(modes, sizeof modes, "%s", sweep.modes);
	for (char *mode = strtok(modes, ","); mode; mode = strtok(NULL, ","))
		good = sweep_mode(&sweep, mode) && good;
	return good ? 0 : 1;
}
