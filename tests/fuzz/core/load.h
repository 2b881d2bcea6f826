#pragma once
/* load: the loader's core at work on a medium, in this process, as boot/core/main.c
 * has it: from the partition table, or the bundle, to a kernel in memory.
 *
 * The machine is tests/unit/boot/fake.h: a refusal ends in fake.error. */
#include <stddef.h>
#include <stdint.h>

/* `size` bytes of a disk; reads beyond them fail, as a disk's do. */
void load_from_disk(uint8_t *data, size_t size);

/* A bundle, at a page's start, with nothing behind its last byte. */
void load_from_bundle(uint8_t *data, size_t size);
