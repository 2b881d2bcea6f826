/* fuzz: boots damaged media, thousands if need be. Each must end in a kernel
 * that runs or in a refusal that has a name: never a hang, never a reset.
 *
 * usage: fuzz WAY QEMU DIRECTORY KEPT SEED FIRST COUNT START-FILE... MEDIUM...
 *
 * WAY is bios, pvh or uefi, the START-FILEs what it takes (start.h). Each MEDIUM
 * is a good one, of the kernel victim.c. DIRECTORY is for damaged ones; those that
 * end badly go to the directory KEPT. The damage of a case follows from SEED and
 * its number alone, so that one case is repeated by COUNT = 1. Prints TAP: a
 * test for each kind of damage. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"
#include "start.h"

#define MACHINES_AT_A_TIME 2
#define ERRORS             96
#define MEDIA_MAX          4
#define FAILURES_SHOWN     20
#define PROGRESS_EVERY     100 /* cases */
#define BALANCE_LEAST      24  /* cases that tell about the harness */
#define PATH_SIZE          4096

struct score {
	unsigned booted, refused, not_started, no_kernel, bad;
};

struct fuzz {
	struct start start;
	const char *way, *folder, *kept;
	uint64_t seed;
	size_t first, count;
	struct targets targets;
	struct medium good[MEDIA_MAX];
	size_t medium_count;
	uint8_t *damaged[MACHINES_AT_A_TIME];
	struct mutation mutations[MACHINES_AT_A_TIME];
	struct score scores[TARGET_COUNT];
	unsigned errors[ERRORS];
	unsigned shown, done;
};

static void name_file(char name[PATH_SIZE], const struct fuzz *fuzz, const char *kind, int slot)
{
	snprintf(name, PATH_SIZE, "%s/%s-%d", fuzz->folder, kind, slot);
}

static bool write_medium(const char *path, const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "wb");
	bool done = file && fwrite(data, 1, size, file) == size;

	if (file && fclose(file) != 0)
		done = false;
	return done;
}

/* The loader has no business writing to the disk. */
static bool is_untouched(const char *path, const uint8_t *data, size_t size)
{
	static uint8_t block[65536];
	FILE *file = fopen(path, "rb");
	size_t at = 0, count = 0;

	while (file && (count = fread(block, 1, sizeof block, file)) > 0 && at + count <= size &&
	       memcmp(block, data + at, count) == 0)
		at += count;
	if (file)
		fclose(file);
	return at == size;
}

static enum target target_of(const struct fuzz *fuzz, size_t job)
{
	return fuzz->targets.list[job % fuzz->targets.count];
}

/* All kinds of damage to one medium, then to the next. */
static const struct medium *medium_of(const struct fuzz *fuzz, size_t job)
{
	return &fuzz->good[job / fuzz->targets.count % fuzz->medium_count];
}

static void damage(struct fuzz *fuzz, size_t job, int slot)
{
	const struct medium *good = medium_of(fuzz, job);
	struct random random = random_of_case(fuzz->seed, job);

	memcpy(fuzz->damaged[slot], good->data, good->size);
	fuzz->mutations[slot] = mutate(fuzz->damaged[slot], good, target_of(fuzz, job),
	                               &fuzz->targets, &random);
	if (fuzz->start.way == WAY_UEFI)
		medium_spare(good, fuzz->damaged[slot]);
}

static long prepare(void *context, size_t job, int slot, struct pool_arguments *arguments)
{
	struct fuzz *fuzz = context;
	struct pool pool = { .folder = fuzz->folder };
	enum target target = target_of(fuzz, job);
	char medium[PATH_SIZE], trace[PATH_SIZE];

	if (target < TARGET_AREAS && !medium_area_size(medium_of(fuzz, job), (enum area)target))
		return 0;
	name_file(medium, fuzz, "medium", slot);
	name_file(trace, fuzz, "trace", slot);
	damage(fuzz, job, slot);
	if (!write_medium(medium, fuzz->damaged[slot], fuzz->mutations[slot].size)) {
		perror(medium);
		exit(2);
	}
	start_machine(&fuzz->start, medium, arguments);
	pool_add_serial(arguments, &pool, slot);
	pool_add_words(arguments, "-d int -D");
	pool_add(arguments, "%s", trace);
	return start_limit_ms(fuzz->start.way);
}

static void show_serial(const char *serial)
{
	char text[400];

	snprintf(text, sizeof text, "%s", serial);
	for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n"))
		printf("#   %s\n", line);
}

/* The damaged medium stays, with the command that starts it: by itself, since
 * what else the test has made will be gone. */
static void keep(const struct fuzz *fuzz, size_t job, int slot)
{
	static struct pool_arguments arguments;
	struct start start = fuzz->start;
	char path[PATH_SIZE];

	if (start.way == WAY_UEFI)
		start.files[1] = NULL;
	arguments.count = arguments.text_size = 0;
	snprintf(path, sizeof path, "%s/%s-%" PRIu64 "-%zu", fuzz->kept, fuzz->way, fuzz->seed,
	         job);
	if (!write_medium(path, fuzz->damaged[slot], fuzz->mutations[slot].size)) {
		perror(path);
		return;
	}
	start_machine(&start, path, &arguments);
	printf("# kept:");
	for (size_t i = 0; i < arguments.count; i++)
		printf(" %s", arguments.list[i]);
	printf(" -serial stdio\n");
}

static void show_failure(struct fuzz *fuzz, size_t job, int slot, const struct pool_end *end,
                         const char *why)
{
	if (fuzz->shown++ >= FAILURES_SHOWN)
		return;
	printf("# seed %" PRIu64 ", case %zu: %s (status %d, %ld ms) after damage:%s\n", fuzz->seed,
	       job, why, end->status, end->time_ms, fuzz->mutations[slot].text);
	show_serial(end->serial);
	printf("# again: sh tests/fuzz/%s.sh %" PRIu64 " %zu 1\n", fuzz->way, fuzz->seed, job);
	keep(fuzz, job, slot);
	fflush(stdout);
}

static void count_end(struct fuzz *fuzz, size_t job, const struct verdict *verdict)
{
	struct score *score = &fuzz->scores[target_of(fuzz, job)];

	score->booted += verdict->outcome == OUTCOME_BOOTED;
	score->not_started += verdict->outcome == OUTCOME_NOT_STARTED;
	score->no_kernel += verdict->outcome == OUTCOME_NO_KERNEL;
	score->bad += verdict->outcome == OUTCOME_BAD;
	if (verdict->outcome == OUTCOME_REFUSED) {
		score->refused++;
		fuzz->errors[verdict->error % ERRORS]++;
	}
	if (++fuzz->done % PROGRESS_EVERY == 0) {
		printf("# %u of at most %zu boots\n", fuzz->done, fuzz->count);
		fflush(stdout);
	}
}

static void judge_end(void *context, size_t job, int slot, const struct pool_end *end)
{
	struct fuzz *fuzz = context;
	const struct mutation *mutation = &fuzz->mutations[slot];
	char medium[PATH_SIZE], trace[PATH_SIZE];

	name_file(medium, fuzz, "medium", slot);
	name_file(trace, fuzz, "trace", slot);
	struct verdict verdict = judge(end, mutation, fuzz->damaged[slot], medium_of(fuzz, job),
	                               trace);
	if (verdict.outcome != OUTCOME_BAD &&
	    !is_untouched(medium, fuzz->damaged[slot], mutation->size))
		verdict = (struct verdict){ OUTCOME_BAD, 0, "it wrote to the disk" };
	if (verdict.outcome == OUTCOME_BAD)
		show_failure(fuzz, job, slot, end, verdict.why);
	count_end(fuzz, job, &verdict);
}

static bool report_target(int number, enum target target, const struct score *score)
{
	printf("%s %d - damage to %s: %u booted, %u refused, ", score->bad ? "not ok" : "ok",
	       number, mutate_target_name(target), score->booted, score->refused);
	if (score->not_started)
		printf("%u not started by the firmware, ", score->not_started);
	printf("%u with no code to run, %u failed\n", score->no_kernel, score->bad);
	return !score->bad;
}

static void report_errors(const struct fuzz *fuzz)
{
	printf("# refusals:");
	for (int i = 0; i < ERRORS; i++)
		if (fuzz->errors[i])
			printf(" error %d: %u;", i, fuzz->errors[i]);
	printf("\n");
}

/* A harness that breaks every medium proves nothing, nor one that breaks none,
 * nor one whose damage keeps the loader from being started. */
static bool report_balance(const struct fuzz *fuzz, int number)
{
	unsigned booted = 0, refused = 0, not_started = 0;

	for (int i = 0; i < TARGET_COUNT; i++) {
		booted += fuzz->scores[i].booted;
		refused += fuzz->scores[i].refused;
		not_started += fuzz->scores[i].not_started;
	}
	bool good = booted && refused && not_started * 10 <= fuzz->done;
	printf("%s %d - some boot (%u), some are refused (%u), few are not started (%u)\n",
	       good ? "ok" : "not ok", number, booted, refused, not_started);
	return good;
}

static int report(const struct fuzz *fuzz)
{
	bool good = true;
	int number = 0;

	report_errors(fuzz);
	for (int i = 0; i < TARGET_COUNT; i++) {
		const struct score *score = &fuzz->scores[i];

		if (score->booted + score->refused + score->not_started + score->no_kernel +
		    score->bad)
			good &= report_target(++number, (enum target)i, score);
	}
	if (fuzz->done >= BALANCE_LEAST)
		good &= report_balance(fuzz, ++number);
	printf("1..%d\n", number);
	return good ? 0 : 1;
}

static bool open_media(struct fuzz *fuzz, char **paths)
{
	size_t largest = 0;

	for (; paths[fuzz->medium_count]; fuzz->medium_count++) {
		struct medium *medium = &fuzz->good[fuzz->medium_count];

		if (fuzz->medium_count == MEDIA_MAX ||
		    !start_open(fuzz->start.way, medium, paths[fuzz->medium_count]))
			return false;
		if (medium->size > largest)
			largest = medium->size;
	}
	for (int i = 0; i < MACHINES_AT_A_TIME; i++)
		if (!(fuzz->damaged[i] = malloc(largest)))
			return false;
	return fuzz->medium_count > 0;
}

/* The arguments behind the program's name; false if they are invalid. */
static bool take_arguments(struct fuzz *fuzz, char **arguments, size_t count)
{
	if (count < 8 || !start_find_way(arguments[0], &fuzz->start.way))
		return false;
	fuzz->way = arguments[0];
	fuzz->start.qemu = arguments[1];
	fuzz->folder = arguments[2];
	fuzz->kept = arguments[3];
	fuzz->seed = strtoull(arguments[4], NULL, 10);
	fuzz->first = strtoul(arguments[5], NULL, 10);
	fuzz->count = strtoul(arguments[6], NULL, 10);
	fuzz->targets = start_targets(fuzz->start.way);
	size_t files = start_file_count(fuzz->start.way);
	for (size_t i = 0; i < files && arguments[7 + i]; i++)
		fuzz->start.files[i] = arguments[7 + i];
	return count > 7 + files && open_media(fuzz, arguments + 7 + files);
}

int main(int count, char **arguments)
{
	static struct fuzz fuzz;

	if (!take_arguments(&fuzz, arguments + 1, (size_t)count - 1)) {
		fprintf(stderr, "usage: fuzz bios|pvh|uefi QEMU DIRECTORY KEPT SEED FIRST COUNT "
		                "START-FILE... MEDIUM...\n");
		return 2;
	}
	struct pool pool = { .width = MACHINES_AT_A_TIME,
		             .folder = fuzz.folder,
		             .context = &fuzz,
		             .prepare = prepare,
		             .judge = judge_end };
	printf("# seed %" PRIu64 ", cases %zu to %zu\n", fuzz.seed, fuzz.first,
	       fuzz.first + fuzz.count - 1);
	fflush(stdout);
	return pool_run(&pool, fuzz.first, fuzz.count) ? report(&fuzz) : 2;
}
