#pragma once
/* boot_config: boot options of a kernel, in ELF notes.
 *
 * A kernel carries a PT_NOTE segment with notes named BOOT_NOTE_NAME:
 *   BOOT_NOTE_ABI     a struct boot_abi: the boot info the kernel understands.
 *                     Required: without it the loader refuses the file.
 *   BOOT_NOTE_CONFIG  a struct boot_config: options. Optional, at most one.
 * Both are written by ENTRY_POINT and BOOT_CONFIG of <ingot/boot.h>. A field of
 * zero always means the default.
 *
 * New versions add fields at the end. An older note is taken as if zeros
 * followed it; the loader refuses a newer version, a size that is not that of
 * the version, and a value that it does not know. */
#include <stddef.h>
#include <stdint.h>

#include "version.h"

#define BOOT_NOTE_NAME   "Ingot" /* 6 bytes with its terminator */
#define BOOT_NOTE_ABI    1
#define BOOT_NOTE_CONFIG 2

#define BOOT_CONFIG_VERSION 2
#define BOOT_CONFIG_SIZE_V1 40 /* bytes, of version 1 */

/* The boot protocol's revision, for boot_config.minimum_loader: it rises when a loader
 * learns something that a kernel can rely on. It is not the version of a release. */
#define BOOT_PROTOCOL_VERSION_OF(major, minor) ((uint32_t)(major) << 16 | (uint32_t)(minor))
#define BOOT_PROTOCOL_VERSION                  BOOT_PROTOCOL_VERSION_OF(0, 3)

/* Deprecated: their names before 0.1.0. */
#define BOOT_LOADER_VERSION_OF(major, minor) BOOT_PROTOCOL_VERSION_OF(major, minor)
#define BOOT_LOADER_VERSION                  BOOT_PROTOCOL_VERSION

/* boot_info.loader */
#define BOOT_LOADER_NAME "Ingot loader " INGOT_VERSION

#define BOOT_STACK_SIZE_DEFAULT         (64u << 10)
#define BOOT_STACK_SIZE_MIN             (4u << 10)
#define BOOT_STACK_SIZE_MAX             (64u << 20)
#define BOOT_PHYSICAL_MAP_DEFAULT       0xffff800000000000ull
#define BOOT_KASLR_BASE_DEFAULT         0xffffffff80000000ull
#define BOOT_KASLR_SIZE_DEFAULT         0x7fe00000ull /* all but the last 2 MiB */
#define BOOT_KASLR_STEP                 0x200000ull   /* slides are multiples of it */
#define BOOT_FRAMEBUFFER_WIDTH_DEFAULT  1024
#define BOOT_FRAMEBUFFER_HEIGHT_DEFAULT 768
#define BOOT_CPUS_MAX                   256 /* more are not listed */

/* Default addresses of what is not part of the kernel's ELF file. */
#define BOOT_STACK_TOP_ADDRESS   0xffffff0000000000ull /* stack ends here */
#define BOOT_LOADER_PAGE_ADDRESS 0xffffff3ffffff000ull /* jump code, GDT */
#define BOOT_INFO_ADDRESS        0xffffff4000000000ull
#define BOOT_MAILBOXES_ADDRESS   0xffffff5000000000ull

/* Of boot info, for those who look at it from outside; its own header is for
 * 64-bit programs only. */
#define BOOT_INFO_MAGIC    0x544f474e49ull /* "INGOT" */
#define BOOT_INFO_SLIDE_AT 224             /* byte offset of kernel_slide */

enum boot_map_mode {
	BOOT_MAP_MODE_DEFAULT = 0, /* at BOOT_PHYSICAL_MAP_DEFAULT */
	BOOT_MAP_MODE_AT = 1,      /* at the address given, 1 GiB-aligned */
	BOOT_MAP_MODE_OFF = 2,
	BOOT_MAP_MODE_ANY = 3, /* an address that the loader chooses;
					 * random with KASLR */
};

struct boot_map_request {
	uint64_t address;
	uint32_t mode; /* enum boot_map_mode */
	uint32_t reserved;
};

/* On or off; the default is documented at each field. */
enum boot_switch { BOOT_DEFAULT = 0, BOOT_ON = 1, BOOT_OFF = 2 };

enum boot_framebuffer_mode {
	BOOT_FRAMEBUFFER_DEFAULT = 0, /* as the firmware left it: text by BIOS,
					 * its framebuffer by UEFI */
	BOOT_FRAMEBUFFER_WANTED = 1,  /* the smallest mode of at least the size
					 * requested, else the largest there is;
					 * no framebuffer is not an error */
};

struct boot_framebuffer_request {
	uint32_t mode;                  /* enum boot_framebuffer_mode */
	uint32_t min_width, min_height; /* pixels; 0: 1024 x 768 */
	uint32_t reserved;
};

/* Address space layout randomization, of a position-independent kernel. */
struct boot_kaslr_request {
	uint32_t mode; /* enum boot_switch; default: off */
	uint32_t reserved;
	uint64_t base, size_bytes; /* range of addresses, page-aligned; size 0:
					 * BOOT_KASLR_BASE_DEFAULT and its size */
};

/* A recursive page-table entry: an entry of the top-level page table (PML4, PML5)
 * that points to the table itself. */
#define BOOT_RECURSIVE_ANY 0xffffffffu /* the loader finds a free entry */

struct boot_abi {
	uint32_t boot_info_version;    /* BOOT_INFO_VERSION, or an older one */
	uint32_t boot_info_size_bytes; /* at most that of the loader */
};

enum boot_config_flag {
	BOOT_ALLOW_WRITE_EXECUTE = 1, /* allow segments that are both W and X */
	BOOT_LOAD_AT_PHYSICAL = 2,    /* segments lie at their physical addresses
					 * (p_paddr), or the loader refuses; the map of
					 * physical memory may be around them, at the offset
					 * that they have, and ends with the addresses */
};

#define BOOT_CONFIG_FLAGS_KNOWN (BOOT_ALLOW_WRITE_EXECUTE | BOOT_LOAD_AT_PHYSICAL)

struct boot_config {
	uint32_t version;           /* BOOT_CONFIG_VERSION */
	uint32_t size_bytes;        /* of this structure */
	uint64_t kernel_stack_size; /* bytes, rounded up to pages;
					 * BOOT_STACK_SIZE_MIN..MAX */
	struct boot_map_request physical_memory;
	uint64_t flags; /* enum boot_config_flag */
	/* Since version 2: */
	uint64_t kernel_stack_top;  /* page-aligned; 0: BOOT_STACK_TOP_ADDRESS */
	uint64_t boot_info_address; /* page-aligned; 0: BOOT_INFO_ADDRESS */
	struct boot_framebuffer_request framebuffer;
	struct boot_kaslr_request kaslr;
	uint32_t recursive_index; /* 1..511, or BOOT_RECURSIVE_ANY; 0: none */
	uint32_t smp;             /* enum boot_switch: start and park the other
					 * CPUs; default: off */
	uint32_t paging_5_levels; /* enum boot_switch: 5 levels where the CPU
					 * has them; default: off */
	uint32_t minimum_loader;  /* BOOT_PROTOCOL_VERSION_OF(...) */
};

#ifndef __cplusplus /* C says it for both */
_Static_assert(sizeof(struct boot_abi) == 8, "note");
_Static_assert(sizeof(struct boot_config) == 112, "note");
_Static_assert(offsetof(struct boot_config, physical_memory) == 16, "note");
_Static_assert(offsetof(struct boot_config, kernel_stack_top) == BOOT_CONFIG_SIZE_V1, "note");
_Static_assert(offsetof(struct boot_config, framebuffer) == 56, "note");
_Static_assert(offsetof(struct boot_config, kaslr) == 72, "note");
_Static_assert(offsetof(struct boot_config, recursive_index) == 96, "note");
#endif
