#pragma once
/* qemu: QEMU's interface for plugins, as far as the observer uses it.
 *
 * The functions are QEMU's public ones (its manual, "QEMU TCG Plugins"), and a few that
 * it only happens to export; all are declared here and looked up when QEMU has loaded
 * us, so one file serves every version. Where versions differ in what a function takes,
 * it is called such that each takes what it knows. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct qemu_block; /* that is being translated */
struct qemu_instruction;

typedef uint64_t qemu_plugin;

/* What QEMU tells when it loads a plugin. */
struct qemu_info {
	const char *target;
	struct {
		int oldest, newest;
	} api;
	bool is_system; /* a machine, not a program */
	int cpus, cpus_max;
};

typedef void (*qemu_on_block)(unsigned cpu, void *data);

struct qemu {
	size_t (*instructions)(const struct qemu_block *block);
	struct qemu_instruction *(*instruction)(const struct qemu_block *block, size_t index);
	uint64_t (*address)(const struct qemu_block *block);
	size_t (*size)(const struct qemu_instruction *instruction);
	void (*call_at_begin)(struct qemu_block *block, qemu_on_block call, int registers,
	                      void *data);
};

extern struct qemu qemu;

/* False: this QEMU lacks a function that the observer cannot do without; *name is its. */
bool qemu_find(int cpus, const char **name);
/* Calls `on_translate` for each block before it is executed first. */
void qemu_call_at_translation(qemu_plugin id, void (*on_translate)(struct qemu_block *block));
/* The bytes of an instruction; dst has room for 16. */
size_t qemu_bytes(const struct qemu_instruction *instruction, unsigned char *dst);

/* --- Of QEMU's own functions: in a callback, on the thread of that CPU ------- */

/* Whether this QEMU lets itself be asked. */
bool qemu_has_cpu(void), qemu_has_memory(void);
/* The CPU that executes: `said`, QEMU's word to a callback, names the CPU that translated
 * the block in QEMU 10 and 11 when several CPUs share a thread. */
unsigned qemu_cpu(unsigned said);
/* The CPU's stack pointer, at the beginning of a block. */
bool qemu_stack(uint64_t *address);
bool qemu_read(uint64_t address, void *dst, size_t bytes);
