#pragma once
/* file: the mapped file of abi/observe.h, as it is written. */
#include <stdbool.h>

#include "abi/observe.h"

struct file {
	struct observe_header *header;
	struct observe_cpu *cpu;
	struct observe_block *block;
	struct observe_leave *leave;
	uint64_t *count; /* [cpu][block] */
};

/* A new file at `path`, in the place of what was there. False: errno. */
bool file_create(struct file *file, const char *path, uint32_t cpus, uint32_t blocks);
/* This leave's entry in the table; NULL: it is full. One caller at a time. */
struct observe_leave *file_leave(struct file *file, const struct observe_leave *leave);
