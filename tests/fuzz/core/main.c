/* core: the loader's core fed with damaged media, in one process and under the
 * sanitizers: thousands in the time of one boot.
 *
 * usage: core SEED FIRST COUNT disk|bundle MEDIUM...
 *
 * Each MEDIUM is a good one: an image, or for a bundle a kernel. A case must
 * load a kernel or be refused within CASE_LIMIT_S; what ends the process or
 * hangs is a failure, and the cases behind it go on in another process. Prints
 * TAP. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load.h"
#include "tests/fuzz/boot/start.h"
#include "tests/unit/boot/fake.h"

#define CASE_LIMIT_S   10
#define MEDIA_MAX      4
#define ERRORS         96
#define FAILURES_MAX   10 /* of these we have seen enough */
#define PAGE           4096u
#define CASES_TOGETHER 500
#define PROGRESS_EVERY 50000 /* cases */

/* What the process that does the work leaves behind, however it ends. */
struct shared {
	size_t next;                  /* the case at work */
	char text[MUTATION_TEXT_MAX]; /* its damage */
	unsigned loaded, errors[ERRORS];
};

struct core {
	const char *kind;
	enum way way;
	uint64_t seed;
	size_t first, end;
	struct targets targets;
	struct medium good[MEDIA_MAX];
	size_t medium_count;
	uint8_t *damaged; /* as good as good, between cases */
	struct shared *shared;
};

/* Damage lies in areas: putting those back is faster than copying a disk. */
static void restore(uint8_t *data, const struct medium *good)
{
	for (int area = 0; area < AREA_COUNT; area++)
		for (int i = 0; i < MEDIUM_EXTENTS_MAX; i++) {
			const struct extent *extent = &good->areas[area][i];

			memcpy(data + extent->offset, good->data + extent->offset, extent->size);
		}
}

static void load_bundle_copy(const uint8_t *data, size_t size)
{
	void *copy;

	/* Its own block, so that a read behind its end is seen. */
	if (posix_memalign(&copy, PAGE, size) != 0)
		abort();
	memcpy(copy, data, size);
	load_from_bundle(copy, size);
	free(copy);
}

static void run_case(struct core *core, size_t number, const struct medium *good)
{
	struct random random = random_of_case(core->seed, number);
	enum target target = core->targets.list[number % core->targets.count];
	struct mutation mutation;

	if (target < TARGET_AREAS && !medium_area_size(good, (enum area)target))
		return;
	mutation = mutate(core->damaged, good, target, &core->targets, &random);
	memcpy(core->shared->text, mutation.text, sizeof mutation.text);
	if (core->way == WAY_PVH)
		load_bundle_copy(core->damaged, mutation.size);
	else
		load_from_disk(core->damaged, mutation.size);
	if (fake.error)
		core->shared->errors[fake.error % ERRORS]++;
	else
		core->shared->loaded++;
	restore(core->damaged, good);
}

/* Cases of one medium stand together: it is copied once. */
static const struct medium *medium_of(const struct core *core, size_t number)
{
	return &core->good[number / CASES_TOGETHER % core->medium_count];
}

static void work(struct core *core)
{
	const struct medium *before = NULL;

	for (; core->shared->next < core->end; core->shared->next++) {
		size_t number = core->shared->next;
		const struct medium *good = medium_of(core, number);

		if (good != before)
			memcpy(core->damaged, good->data, good->size);
		before = good;
		alarm(CASE_LIMIT_S);
		run_case(core, number, good);
		if (number && number % PROGRESS_EVERY == 0) {
			printf("# %zu of %zu cases\n", number, core->end);
			fflush(stdout);
		}
	}
}

/* False if a process that did cases came to harm: at core->shared->next. */
static bool work_in_child(struct core *core)
{
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		work(core);
		fflush(stdout);
		_exit(0);
	}
	return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static unsigned run(struct core *core)
{
	unsigned failures = 0;

	core->shared->next = core->first;
	while (!work_in_child(core) && ++failures < FAILURES_MAX) {
		printf("# seed %" PRIu64 ", case %zu of a %s ends the process, or hangs, "
		       "after damage:%s\n"
		       "# again: sh tests/fuzz/core.sh %" PRIu64 " %zu 1\n",
		       core->seed, core->shared->next, core->kind, core->shared->text, core->seed,
		       core->shared->next);
		core->shared->next++;
	}
	return failures;
}

static int report(const struct core *core, unsigned failures)
{
	const struct shared *shared = core->shared;
	unsigned refused = 0;

	printf("# %s: %u loaded; refusals:", core->kind, shared->loaded);
	for (int i = 0; i < ERRORS; i++) {
		refused += shared->errors[i];
		if (shared->errors[i])
			printf(" error %d: %u;", i, shared->errors[i]);
	}
	printf("\n1..2\n%s 1 - a damaged %s does no harm: %zu cases\n", failures ? "not ok" : "ok",
	       core->kind, core->end - core->first);
	bool balanced = core->end - core->first < 100 || (shared->loaded && refused);
	printf("%s 2 - some load (%u), some are refused (%u)\n", balanced ? "ok" : "not ok",
	       shared->loaded, refused);
	return !failures && balanced ? 0 : 1;
}

/* All but the first stages, which are not the core's. */
static void choose_targets(struct core *core)
{
	struct targets all = start_targets(core->way);

	for (size_t i = 0; i < all.count; i++)
		if ((int)all.list[i] != AREA_STAGE2_PLACE && (int)all.list[i] != AREA_STAGE2)
			core->targets.list[core->targets.count++] = all.list[i];
}

static bool open_media(struct core *core, char **paths)
{
	size_t largest = 0;

	for (; paths[core->medium_count]; core->medium_count++) {
		struct medium *medium = &core->good[core->medium_count];

		if (core->medium_count == MEDIA_MAX ||
		    !start_open(core->way, medium, paths[core->medium_count]))
			return false;
		if (medium->size > largest)
			largest = medium->size;
	}
	core->damaged = malloc(largest);
	return core->damaged && core->medium_count;
}

int main(int count, char **arguments)
{
	static struct core core;

	if (count < 6) {
		fprintf(stderr, "usage: core SEED FIRST COUNT disk|bundle MEDIUM...\n");
		return 2;
	}
	core.seed = strtoull(arguments[1], NULL, 10);
	core.first = strtoul(arguments[2], NULL, 10);
	core.end = core.first + strtoul(arguments[3], NULL, 10);
	core.kind = arguments[4];
	core.way = strcmp(core.kind, "bundle") == 0 ? WAY_PVH : WAY_BIOS;
	choose_targets(&core);
	core.shared = mmap(NULL, sizeof *core.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON,
	                   -1, 0);
	if (core.shared == MAP_FAILED || !open_media(&core, arguments + 5))
		return 2;
	printf("# seed %" PRIu64 ", cases %zu to %zu\n", core.seed, core.first, core.end - 1);
	return report(&core, run(&core));
}
