#pragma once
/* mutate: damages an image, in a way that a number decides. */
#include "disk.h"
#include "random.h"

/* What a case damages: one area, several of them, or the image's length. */
enum target {
	TARGET_AREAS = AREA_COUNT,	/* 0..AREA_COUNT - 1: that area */
	TARGET_SEVERAL = TARGET_AREAS,
	TARGET_LENGTH,
	TARGET_COUNT,
};

#define MUTATION_TEXT_MAX 512

struct mutation {
	enum target target;
	size_t size;			/* of the image that is left */
	char text[MUTATION_TEXT_MAX];	/* what was done, for people */
};

const char *mutate_target_name(enum target target);

/* Damages `data`, a copy of the good disk. */
struct mutation mutate(uint8_t *data, const struct disk *good, enum target target,
                       struct random *random);
