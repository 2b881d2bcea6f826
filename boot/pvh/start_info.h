#pragma once
/* start_info: what whoever starts a PVH kernel hands it (Xen, public header
 * arch-x86/hvm/start_info.h; docs/misc/pvh). Physical addresses.
 *
 * start_info_take copies what is needed later out of memory that nobody keeps
 * for us; until then nothing may be allocated. */
#include <stddef.h>
#include <stdint.h>

#define START_INFO_MAGIC 0x336ec578u

struct start_info {
	uint32_t magic;
	uint32_t version; /* 1: the memory map is there */
	uint32_t flags;
	uint32_t module_count;
	uint64_t modules;      /* struct start_module */
	uint64_t command_line; /* a string; 0 = none */
	uint64_t rsdp;         /* 0 = none */
	uint64_t memory_map;   /* struct start_memory */
	uint32_t memory_count;
	uint32_t reserved;
};
_Static_assert(sizeof(struct start_info) == 56, "PVH start info, version 1");

struct start_module {
	uint64_t base, size_bytes;
	uint64_t command_line;
	uint64_t reserved;
};
_Static_assert(sizeof(struct start_module) == 32, "PVH module");

struct start_memory {
	uint64_t base, size_bytes;
	uint32_t type; /* as of E820 */
	uint32_t reserved;
};
_Static_assert(sizeof(struct start_memory) == 24, "PVH memory map");

void start_info_take(const struct start_info *info);
