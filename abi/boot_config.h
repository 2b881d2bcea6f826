#pragma once
/* boot_config: what a kernel asks of the loader, in ELF notes.
 *
 * A kernel carries a PT_NOTE segment with notes named BOOT_NOTE_NAME:
 *   BOOT_NOTE_ABI     a struct boot_abi: the boot info the kernel understands.
 *                     Required: its absence means "not a kernel of Ingot".
 *   BOOT_NOTE_CONFIG  a struct boot_config: wishes. Optional, at most one.
 * Both are written by ENTRY_POINT and BOOT_CONFIG of <ingot/boot.h>. A field of
 * zero always means the default, so that a kernel names only what it needs.
 * The loader refuses a note whose version or size it does not know. */
#include <stddef.h>
#include <stdint.h>

#define BOOT_NOTE_NAME   "Ingot"		/* 6 bytes with its terminator */
#define BOOT_NOTE_ABI    1
#define BOOT_NOTE_CONFIG 2

#define BOOT_CONFIG_VERSION 1

#define BOOT_STACK_SIZE_DEFAULT   (64u << 10)
#define BOOT_STACK_SIZE_MIN       (4u << 10)
#define BOOT_STACK_SIZE_MAX       (64u << 20)
#define BOOT_PHYSICAL_MAP_DEFAULT 0xffff800000000000ull

/* Where the loader puts what the kernel's ELF does not place itself. */
#define BOOT_STACK_TOP_ADDRESS    0xffffff0000000000ull	/* stack ends here */
#define BOOT_LOADER_PAGE_ADDRESS  0xffffff3ffffff000ull	/* jump code, GDT */
#define BOOT_INFO_ADDRESS         0xffffff4000000000ull

enum boot_map_mode {
	BOOT_MAP_MODE_DEFAULT = 0,	/* at BOOT_PHYSICAL_MAP_DEFAULT */
	BOOT_MAP_MODE_AT = 1,		/* at the address given, 1 GiB-aligned */
	BOOT_MAP_MODE_OFF = 2,
};

struct boot_map_wish {
	uint64_t address;
	uint32_t mode;			/* enum boot_map_mode */
	uint32_t reserved;
};

struct boot_abi {
	uint32_t boot_info_version;	/* BOOT_INFO_VERSION */
	uint32_t boot_info_size_bytes;	/* at most what the loader makes */
};

enum boot_config_flag {
	BOOT_ALLOW_WRITE_EXECUTE = 1,	/* take segments that are both W and X */
};

struct boot_config {
	uint32_t version;		/* BOOT_CONFIG_VERSION */
	uint32_t size_bytes;		/* of this structure */
	uint64_t kernel_stack_size;	/* bytes, rounded up to pages;
					 * BOOT_STACK_SIZE_MIN..MAX */
	struct boot_map_wish physical_memory;
	uint64_t flags;			/* enum boot_config_flag */
};

_Static_assert(sizeof(struct boot_abi) == 8, "note");
_Static_assert(sizeof(struct boot_config) == 40, "note");
_Static_assert(offsetof(struct boot_config, physical_memory) == 16, "note");
