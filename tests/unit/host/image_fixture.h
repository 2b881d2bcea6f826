#pragma once
/* image_fixture: what tests of whole images share: a directory, an arena, and files
 * that hold noise. Give its set_up and tear_down to a test. */
#include <stdint.h>

#include "host/base/arena.h"
#include "host/base/text.h"

#define IMAGE_EPOCH 1700000001 /* 2023-11-14 22:13:21 UTC */

extern struct arena image_arena;
extern char image_folder[64];

void image_set_up(void);
void image_tear_down(void);

/* The same bytes for the same seed. */
struct bytes noise(size_t size, uint32_t seed);
/* Such a stage 2, whose first part has so many sectors. */
struct bytes noisy_stage2(size_t size, uint8_t first_part);
