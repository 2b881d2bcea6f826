#include "observe/qemu.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT   __attribute__((visibility("default")))
#define CPUS_MAX 1024
#define RSP      7 /* gdb's number of it for x86_64 */

/* The version of the interface that we ask for: QEMU refuses a plugin that names none of
 * its own. Read before anything of ours is called, so a constructor sets it. */
EXPORT int qemu_plugin_version = 1;

struct qemu qemu;

/* glib's, by its documentation. */
struct byte_array {
	unsigned char *data;
	unsigned size;
};

static struct {
	void (*register_translation)(qemu_plugin id, void *call, void *data);
	uintptr_t (*data)(const struct qemu_instruction *instruction, void *dst, size_t bytes);

	void *(*get_cpu)(int index);
	int (*read_register)(void *cpu, struct byte_array *value, int number);
	int (*access)(void *cpu, uint64_t address, void *data, size_t bytes, bool is_write);
	struct byte_array *(*new_array)(void);
	struct byte_array *(*resize)(struct byte_array *array, unsigned bytes);

	void *cpus[CPUS_MAX];
	int cpu_count;
	void (*on_translate)(struct qemu_block *block);
} own;

/* A function's address is a void * to dlsym. */
static bool find(void *function, const char *name)
{
	void *address = dlsym(RTLD_DEFAULT, name);

	memcpy(function, &address, sizeof address);
	return address != NULL;
}

__attribute__((constructor)) static void choose_version(void)
{
	const char *said = getenv("INGOT_OBSERVE_API");

	if (said && *said)
		qemu_plugin_version = atoi(said);
	else if (dlsym(RTLD_DEFAULT, "qemu_plugin_set_pc"))
		qemu_plugin_version = 7;
	else if (dlsym(RTLD_DEFAULT, "qemu_plugin_scoreboard_new"))
		qemu_plugin_version = 2;
}

static void find_own(int cpus)
{
	if (!find(&own.get_cpu, "qemu_get_cpu") || !dlsym(RTLD_DEFAULT, "current_cpu"))
		own.get_cpu = NULL;
	own.cpu_count = cpus < CPUS_MAX ? cpus : CPUS_MAX;
	bool is_whole = find(&own.read_register, "x86_cpu_gdb_read_register");

	is_whole &= find(&own.access, "cpu_memory_rw_debug");
	is_whole &= find(&own.new_array, "g_byte_array_new");
	is_whole &= find(&own.resize, "g_byte_array_set_size");
	if (!is_whole || !own.get_cpu)
		own.access = NULL;
}

bool qemu_find(int cpus, const char **name)
{
	const struct {
		void *function;
		const char *name;
	} needed[] = {
		{ &own.register_translation, "qemu_plugin_register_vcpu_tb_trans_cb" },
		{ &own.data, "qemu_plugin_insn_data" },
		{ &qemu.instructions, "qemu_plugin_tb_n_insns" },
		{ &qemu.instruction, "qemu_plugin_tb_get_insn" },
		{ &qemu.address, "qemu_plugin_tb_vaddr" },
		{ &qemu.size, "qemu_plugin_insn_size" },
		{ &qemu.call_at_begin, "qemu_plugin_register_vcpu_tb_exec_cb" },
	};

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		*name = needed[i].name;
		if (!find(needed[i].function, needed[i].name))
			return false;
	}
	find_own(cpus);
	return true;
}

/* Called (plugin, block), and by later versions (block, data): `own` is our data. */
static void translate(void *first, void *second)
{
	own.on_translate(second == &own ? first : second);
}

void qemu_call_at_translation(qemu_plugin id, void (*on_translate)(struct qemu_block *block))
{
	void *call;
	void (*function)(void *, void *) = translate;

	own.on_translate = on_translate;
	memcpy(&call, &function, sizeof call);
	own.register_translation(id, call, &own);
}

/* The first version returns a pointer to the bytes, later ones copy and return how many. */
size_t qemu_bytes(const struct qemu_instruction *instruction, unsigned char *dst)
{
	size_t size = qemu.size(instruction);
	uintptr_t got = own.data(instruction, dst, 16);

	size = size < 16 ? size : 16;
	if (got > 16)
		memcpy(dst, (const void *)got, size);
	return size;
}

bool qemu_has_cpu(void)
{
	return own.get_cpu;
}

bool qemu_has_memory(void)
{
	return own.access;
}

/* QEMU keeps it for each thread. */
static void *current(void)
{
	static _Thread_local void **at;

	if (!at)
		at = dlsym(RTLD_DEFAULT, "current_cpu");
	return *at;
}

unsigned qemu_cpu(unsigned said)
{
	static _Thread_local unsigned last;

	if (!own.get_cpu)
		return said;
	void *cpu = current();

	if (own.cpus[last] && own.cpus[last] == cpu)
		return last;
	for (int i = 0; i < own.cpu_count; i++) {
		if (!own.cpus[i])
			own.cpus[i] = own.get_cpu(i);
		if (own.cpus[i] == cpu)
			return last = (unsigned)i;
	}
	return said;
}

bool qemu_stack(uint64_t *address)
{
	static _Thread_local struct byte_array *value;

	if (!own.access)
		return false;
	if (!value)
		value = own.new_array();
	own.resize(value, 0);
	if (own.read_register(current(), value, RSP) != sizeof *address)
		return false;
	memcpy(address, value->data, sizeof *address);
	return true;
}

bool qemu_read(uint64_t address, void *dst, size_t bytes)
{
	return own.access && own.access(current(), address, dst, bytes, false) == 0;
}
