/* fuzz: boots damaged images, thousands if need be. Each must end in a kernel
 * that runs or in a refusal that has a name: never a hang, never a reset.
 *
 * usage: fuzz QEMU FOLDER SEED FIRST COUNT IMAGE...
 *
 * Each IMAGE is a good one, of the kernel victim.c; FOLDER is for damaged ones.
 * The damage of a case follows from SEED and its number alone, so that one case
 * is repeated by COUNT = 1. Prints TAP: a test for each kind of damage. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"

#define MACHINES_AT_A_TIME 2
#define ERRORS             96
#define IMAGES_MAX         4
#define FAILURES_SHOWN     20
#define LIMIT_MS           30000	/* of one boot: they take 150 */
#define PATH_SIZE          4096

struct score { unsigned booted, refused, no_kernel, bad; };

struct fuzz {
	const char *qemu, *folder;
	uint64_t seed;
	struct disk good[IMAGES_MAX];
	size_t image_count;
	uint8_t *damaged[MACHINES_AT_A_TIME];
	struct mutation mutations[MACHINES_AT_A_TIME];
	struct score scores[TARGET_COUNT];
	unsigned errors[ERRORS];
	unsigned shown;
};

static void name_file(char name[PATH_SIZE], const struct fuzz *fuzz, const char *kind, int slot)
{
	snprintf(name, PATH_SIZE, "%s/%s-%d", fuzz->folder, kind, slot);
}

static bool write_image(const char *path, const uint8_t *data, size_t size)
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

static enum target target_of(size_t job)
{
	return (enum target)(job % TARGET_COUNT);
}

/* All kinds of damage to one image, then to the next. */
static const struct disk *image_of(const struct fuzz *fuzz, size_t job)
{
	return &fuzz->good[job / TARGET_COUNT % fuzz->image_count];
}

static long prepare(void *context, size_t job, int slot, struct pool_arguments *arguments)
{
	struct fuzz *fuzz = context;
	struct pool pool = { .folder = fuzz->folder };
	struct random random = random_of_case(fuzz->seed, job);
	const struct disk *good = image_of(fuzz, job);
	char image[PATH_SIZE], trace[PATH_SIZE];

	if (target_of(job) < TARGET_AREAS && !disk_area_size(good, (enum disk_area)target_of(job)))
		return 0;
	name_file(image, fuzz, "image", slot);
	name_file(trace, fuzz, "trace", slot);
	memcpy(fuzz->damaged[slot], good->data, good->size);
	fuzz->mutations[slot] = mutate(fuzz->damaged[slot], good, target_of(job), &random);
	if (!write_image(image, fuzz->damaged[slot], fuzz->mutations[slot].size)) {
		perror(image);
		exit(2);
	}
	pool_add(arguments, "%s", fuzz->qemu);
	pool_add_words(arguments, "-nodefaults -no-user-config -display none -vga std -m 64 "
	               "-no-reboot -device isa-debug-exit,iobase=0xf4,iosize=4 -d int -D");
	pool_add(arguments, "%s", trace);
	pool_add_serial(arguments, &pool, slot);
	pool_add_words(arguments, "-drive");
	pool_add(arguments, "if=ide,format=raw,file=%s", image);
	return LIMIT_MS;
}

static void show_serial(const char *serial)
{
	char text[400];

	snprintf(text, sizeof text, "%s", serial);
	for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n"))
		printf("#   %s\n", line);
}

static void show_failure(struct fuzz *fuzz, size_t job, const struct mutation *mutation,
                         const struct pool_end *end, const char *why)
{
	if (fuzz->shown++ >= FAILURES_SHOWN)
		return;
	printf("# seed %" PRIu64 ", case %zu: %s (status %d, %ld ms) after damage:%s\n",
	       fuzz->seed, job, why, end->status, end->time_ms, mutation->text);
	show_serial(end->serial);
	printf("# again: sh tests/fuzz/boot.sh %" PRIu64 " %zu 1\n", fuzz->seed, job);
	fflush(stdout);
}

static void count_end(struct fuzz *fuzz, size_t job, const struct verdict *verdict)
{
	struct score *score = &fuzz->scores[target_of(job)];

	score->booted += verdict->outcome == OUTCOME_BOOTED;
	score->no_kernel += verdict->outcome == OUTCOME_NO_KERNEL;
	score->bad += verdict->outcome == OUTCOME_BAD;
	if (verdict->outcome == OUTCOME_REFUSED) {
		score->refused++;
		fuzz->errors[verdict->error % ERRORS]++;
	}
}

static void judge_end(void *context, size_t job, int slot, const struct pool_end *end)
{
	struct fuzz *fuzz = context;
	const struct mutation *mutation = &fuzz->mutations[slot];
	char image[PATH_SIZE], trace[PATH_SIZE];

	name_file(image, fuzz, "image", slot);
	name_file(trace, fuzz, "trace", slot);
	struct verdict verdict = judge(end, mutation, fuzz->damaged[slot],
	                               image_of(fuzz, job), trace);
	if (verdict.outcome != OUTCOME_BAD &&
	    !is_untouched(image, fuzz->damaged[slot], mutation->size))
		verdict = (struct verdict){ OUTCOME_BAD, 0, "it wrote to the disk" };
	if (verdict.outcome == OUTCOME_BAD)
		show_failure(fuzz, job, mutation, end, verdict.why);
	count_end(fuzz, job, &verdict);
}

static bool report_target(int number, enum target target, const struct score *score)
{
	printf("%s %d - damage to %s: %u booted, %u refused, %u with no code to run, %u failed\n",
	       score->bad ? "not ok" : "ok", number, mutate_target_name(target), score->booted,
	       score->refused, score->no_kernel, score->bad);
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

/* A harness that breaks every image proves nothing, nor one that breaks none. */
static bool report_balance(const struct fuzz *fuzz, int number)
{
	unsigned booted = 0, refused = 0;

	for (int i = 0; i < TARGET_COUNT; i++) {
		booted += fuzz->scores[i].booted;
		refused += fuzz->scores[i].refused;
	}
	printf("%s %d - some boot (%u), some are refused (%u)\n",
	       booted && refused ? "ok" : "not ok", number, booted, refused);
	return booted && refused;
}

static int report(const struct fuzz *fuzz, size_t count)
{
	bool good = true;
	int number = 0;

	report_errors(fuzz);
	for (int i = 0; i < TARGET_COUNT; i++) {
		const struct score *score = &fuzz->scores[i];

		if (score->booted + score->refused + score->no_kernel + score->bad)
			good &= report_target(++number, (enum target)i, score);
	}
	if (count >= 2 * TARGET_COUNT)
		good &= report_balance(fuzz, ++number);
	printf("1..%d\n", number);
	return good ? 0 : 1;
}

static bool open_images(struct fuzz *fuzz, char **paths)
{
	size_t largest = 0;

	for (; paths[fuzz->image_count]; fuzz->image_count++) {
		struct disk *disk = &fuzz->good[fuzz->image_count];

		if (!disk_open(disk, paths[fuzz->image_count]))
			return false;
		if (disk->size > largest)
			largest = disk->size;
	}
	for (int i = 0; i < MACHINES_AT_A_TIME; i++)
		if (!(fuzz->damaged[i] = malloc(largest)))
			return false;
	return true;
}

int main(int count, char **arguments)
{
	static struct fuzz fuzz;
	struct pool pool = { .width = MACHINES_AT_A_TIME, .context = &fuzz,
		             .prepare = prepare, .judge = judge_end };

	if (count < 7 || count > 6 + IMAGES_MAX) {
		fprintf(stderr, "usage: fuzz QEMU FOLDER SEED FIRST COUNT IMAGE...\n");
		return 2;
	}
	fuzz.qemu = arguments[1];
	fuzz.folder = pool.folder = arguments[2];
	fuzz.seed = strtoull(arguments[3], NULL, 10);
	size_t first = strtoul(arguments[4], NULL, 10), cases = strtoul(arguments[5], NULL, 10);
	if (!open_images(&fuzz, arguments + 6))
		return 2;
	printf("# seed %" PRIu64 ", cases %zu to %zu\n", fuzz.seed, first, first + cases - 1);
	fflush(stdout);
	if (!pool_run(&pool, first, cases))
		return 2;
	return report(&fuzz, cases);
}
