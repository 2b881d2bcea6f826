#pragma once
/* mutate: damages a medium, in a way that a number decides. */
#include "medium.h"
#include "random.h"

/* What a case damages: one area, several of them, or its length. */
enum target {
	TARGET_AREAS = AREA_COUNT, /* 0..AREA_COUNT - 1: that area */
	TARGET_SEVERAL = TARGET_AREAS,
	TARGET_LENGTH,
	TARGET_COUNT,
};

#define MUTATION_TEXT_MAX 512

struct mutation {
	enum target target;
	size_t size;                  /* of the medium that is left */
	char text[MUTATION_TEXT_MAX]; /* what was done, for people */
};

const char *mutate_target_name(enum target target);

/* Those that make sense for a way to start. */
struct targets {
	enum target list[TARGET_COUNT];
	size_t count;
};

/* Damages `data`, a copy of the good medium; several parts are of `targets`. */
struct mutation mutate(uint8_t *data, const struct medium *good, enum target target,
                       const struct targets *targets, struct random *random);
