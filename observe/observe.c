/* observe: a plugin of QEMU's emulator that tells the host what a machine executed.
 *
 * It is built for the host and loaded by QEMU (-plugin). For each block it counts, per
 * CPU, how often it began, and keeps the last ones, in the file of abi/observe.h; the
 * guest is as it is, and its code as it ships.
 *
 * A block may be left before its end: an instruction faults, or QEMU executes one that
 * reaches a device alone and goes on behind it. Seen when the next block begins: it is
 * not one that follows. Then either it lies within the last, or it is a handler, and the
 * frame that the CPU pushed for it says where it was (Intel's manual, volume 3, 6.14).
 *
 * Only callbacks are used, one a block: the counters that QEMU increments by itself
 * crash versions 10 and 11 when several CPUs share a thread, and so do callbacks beside
 * them. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "observe/block.h"

#define EXPORT __attribute__((visibility("default")))

#define KERNEL_HALF 0xffff800000000000 /* a kernel's addresses; firmware runs below */
#define RFLAGS_ONE  0x2                /* always set */
#define RFLAGS_NONE 0xffffffffffc08028 /* never set */

static struct file file;
static struct {
	struct block *last;
} *cpus;
static uint64_t from = KERNEL_HALF;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The last block of this CPU ended before `address`. A string instruction that repeats is
 * left once for each time, so the way that was taken last is at hand. */
static void leave(unsigned cpu, struct block *last, uint64_t address, enum observe_why why)
{
	struct observe_leave *left = last->left;
	uint32_t offset = (uint32_t)(address - last->address);

	if (!left || left->offset != offset || left->why != why) {
		struct observe_leave sought = { .block = last->number,
			                        .offset = offset,
			                        .index = block_index(last, address),
			                        .why = why };

		pthread_mutex_lock(&lock);
		left = file_leave(&file, &sought);
		pthread_mutex_unlock(&lock);
		if (!left)
			return;
		last->left = left;
	}
	file.cpu[cpu].instructions -= last->instructions - left->index;
	__atomic_fetch_add(&left->count, 1, __ATOMIC_RELAXED);
}

/* A frame of an interrupt or exception in 64-bit mode. */
static bool is_frame(const uint64_t *frame)
{
	uint64_t rip = frame[0], cs = frame[1], flags = frame[2], ss = frame[4];

	return (rip + 0x800000000000) >> 48 == 0 && cs <= 0xffff && cs >= 8 && ss <= 0xffff &&
	       flags & RFLAGS_ONE && !(flags & RFLAGS_NONE);
}

/* What the CPU pushed when it began a handler. */
struct frame {
	uint64_t address; /* of the instruction that faulted, or was next */
	bool has_code;    /* of an error: below the rest */
};

/* Whether this block begins because of an exception or interrupt. */
static bool is_handler(struct frame *frame)
{
	uint64_t stack, words[6];

	if (!qemu_stack(&stack) || !qemu_read(stack, words, sizeof words))
		return false;
	frame->has_code = !is_frame(words);
	frame->address = words[frame->has_code];
	return !frame->has_code || is_frame(words + 1);
}

/* A loop of one block may be interrupted where it begins again; it counts whole then. An
 * exception without an error code at that same place is taken for an interrupt. */
static bool has_faulted(const struct block *last, const struct frame *frame)
{
	return frame->address - last->address < last->end - last->address &&
	       (frame->has_code || frame->address != last->target);
}

/* `block` does not follow the last one of its CPU by a jump that is known. */
static void arrive(unsigned cpu, struct block *last, struct block *block)
{
	struct frame frame;

	if (block->address - last->address < last->end - last->address)
		leave(cpu, last, block->address, OBSERVE_RESUMED);
	else if (!block->is_ordinary && !is_handler(&frame))
		block->is_ordinary = true;
	else if (!block->is_ordinary && has_faulted(last, &frame))
		leave(cpu, last, frame.address, OBSERVE_FAULT);
}

static void on_begin(unsigned said, void *data)
{
	struct block *block = data;
	unsigned cpu = qemu_cpu(said);

	if (cpu >= file.header->cpus)
		return;
	struct block *last = cpus[cpu].last;
	struct observe_cpu *told = &file.cpu[cpu];

	if (last && block->address != last->end && block->address != last->target &&
	    (!block->is_ordinary || block->address - last->address < last->end - last->address))
		arrive(cpu, last, block);
	cpus[cpu].last = block;
	file.count[(size_t)cpu * file.header->block_capacity + block->number]++;
	told->ring[told->blocks++ % OBSERVE_RING] = block->number;
	told->instructions += block->instructions;
}

/* Blocks of firmware and loader are not kept; one that comes after them has no last. */
static void on_begin_elsewhere(unsigned said, void *data)
{
	unsigned cpu = qemu_cpu(said);

	(void)data;
	if (cpu < file.header->cpus)
		cpus[cpu].last = NULL;
}

static void on_translate(struct qemu_block *translated)
{
	if (qemu.address(translated) < from) {
		qemu.call_at_begin(translated, on_begin_elsewhere, 0, NULL);
		return;
	}
	pthread_mutex_lock(&lock);
	struct block *block = block_note(translated);

	pthread_mutex_unlock(&lock);
	qemu.call_at_begin(translated, block ? on_begin : on_begin_elsewhere, 0, block);
}

static bool fail(const char *what, const char *why)
{
	fprintf(stderr, "observe: %s: %s\n", what, why);
	return false;
}

/* map=PATH, from=ADDRESS (the lowest that is kept), blocks=N (room for as many). */
static bool read_options(char **options, int count, const char **path, unsigned long *blocks)
{
	for (int i = 0; i < count; i++) {
		char *option = options[i], *end = "";

		if (strncmp(option, "map=", 4) == 0)
			*path = option + 4;
		else if (strncmp(option, "from=", 5) == 0)
			from = strtoull(option + 5, &end, 0);
		else if (strncmp(option, "blocks=", 7) == 0)
			*blocks = strtoul(option + 7, &end, 0);
		else
			return fail(option, "no such option");
		if (*end)
			return fail(option, "not a number");
	}
	return *path || fail("map=", "missing");
}

EXPORT int qemu_plugin_install(qemu_plugin id, const struct qemu_info *info, int count,
                               char **options)
{
	const char *path = NULL, *name;
	unsigned long blocks = OBSERVE_BLOCKS_DEFAULT;
	uint32_t cpu_count = (uint32_t)info->cpus_max;

	if (!read_options(options, count, &path, &blocks))
		return 1;
	if (!qemu_find(info->cpus_max, &name))
		return !fail(name, "this QEMU has no such function");
	cpus = calloc(cpu_count, sizeof *cpus);
	if (!cpus || !file_create(&file, path, cpu_count, (uint32_t)blocks) ||
	    !block_table(&file, (uint32_t)blocks))
		return !fail(path, strerror(errno));
	file.header->api = (uint32_t)info->api.newest;
	file.header->missing = (qemu_has_cpu() ? 0 : OBSERVE_NO_CPU) |
	                       (qemu_has_memory() ? 0 : OBSERVE_NO_FRAME);
	file.header->magic = OBSERVE_MAGIC; /* whole from here on */
	qemu_call_at_translation(id, on_translate);
	return 0;
}
