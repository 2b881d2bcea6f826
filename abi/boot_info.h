#pragma once
/* boot_info: what the loader hands to the kernel.
 *
 * The loader enters the kernel at its ELF entry point, on the first CPU, with
 *   RDI = const struct boot_info *, RBP = 0, every other register undefined;
 *   RSP = top of the kernel's stack minus 8 (as after a call: 16-byte aligned
 *         before the "return address", which is 0);
 *   long mode, 4-level paging, CR0.WP and EFER.NXE set, interrupts off, no
 *   usable IDT, a flat GDT in memory of the loader that the kernel replaces.
 *
 * The address space (docs/format.md draws it): the kernel where its ELF says,
 * each segment with its own rights; stack, with an unmapped guard page below;
 * boot info (this structure and all it points to), read-only; all physical
 * memory at physical_memory_offset, writable, not executable; and the one page
 * of loader code that jumps here, with the GDT, at BOOT_LOADER_PAGE_ADDRESS.
 * Nothing is mapped at address 0.
 *
 * All pointers are virtual and valid until the kernel changes the tables.
 * Every field is filled; what a machine has not is zero or NULL. */
#include <stddef.h>
#include <stdint.h>

#define BOOT_INFO_MAGIC   0x544f474e49ull	/* "INGOT" */
#define BOOT_INFO_VERSION 1

enum boot_memory_kind {
	BOOT_MEMORY_USABLE = 1,			/* free RAM */
	BOOT_MEMORY_RESERVED = 2,		/* firmware or devices: hands off */
	BOOT_MEMORY_ACPI_RECLAIMABLE = 3,	/* RAM again, once ACPI tables are read */
	BOOT_MEMORY_ACPI_NVS = 4,		/* firmware's, across sleep */
	BOOT_MEMORY_BAD = 5,			/* RAM that failed */
	BOOT_MEMORY_LOADER_RECLAIMABLE = 6,	/* RAM again, when the kernel has left
						 * the loader's tables and GDT */
	BOOT_MEMORY_KERNEL = 7,			/* the kernel's segments */
	BOOT_MEMORY_KERNEL_STACK = 8,
	BOOT_MEMORY_PAGE_TABLES = 9,		/* the tables CR3 points to */
	BOOT_MEMORY_BOOT_INFO = 10,		/* what this header describes */
	BOOT_MEMORY_MODULE = 11,
	BOOT_MEMORY_FRAMEBUFFER = 12,
	BOOT_MEMORY_FRAME_ZERO = 13,		/* the first 4 KiB: real-mode vectors */
};

struct boot_memory_region {
	uint64_t base;				/* physical, page-aligned */
	uint64_t size_bytes;			/* a multiple of 4096, never 0 */
	uint32_t kind;				/* enum boot_memory_kind */
	uint32_t reserved;			/* 0 */
};

/* Sorted by base, disjoint, neighbours of one kind merged. */
struct boot_memory_map {
	const struct boot_memory_region *regions;
	size_t count;
};

struct boot_module {
	const char *name;			/* as in the project file, without folders */
	const void *data;			/* page-aligned, in the physical map; NULL
						 * if that is off, or the module empty */
	uint64_t base;				/* physical */
	uint64_t size_bytes;
};

struct boot_modules {
	const struct boot_module *list;
	size_t count;
};

enum boot_firmware { BOOT_FIRMWARE_BIOS = 1, BOOT_FIRMWARE_UEFI = 2, BOOT_FIRMWARE_PVH = 3 };

struct boot_text_screen {			/* VGA text mode: character, attribute */
	uint64_t base;				/* physical; 0 = no text screen */
	uint32_t columns, rows;
	uint32_t cursor_column, cursor_row;	/* where the loader's output ended */
};

enum boot_pixel_format { BOOT_PIXEL_RGB = 1, BOOT_PIXEL_BGR = 2, BOOT_PIXEL_OTHER = 3 };

struct boot_framebuffer {			/* linear; line n begins at base + n * pitch */
	uint64_t base;				/* physical; 0 = no framebuffer */
	uint32_t width, height;			/* pixels */
	uint32_t pitch_bytes;
	uint32_t bits_per_pixel;
	uint32_t pixel_format;			/* enum boot_pixel_format, lowest byte first */
	uint32_t reserved;
};

struct boot_tsc {				/* time-stamp counter at the end of each phase */
	uint64_t loader_start;			/* first 64-bit instruction of the loader */
	uint64_t disk_done;			/* kernel and modules are read */
	uint64_t kernel_start;			/* just before the jump */
};

struct boot_info {
	uint64_t magic;				/* BOOT_INFO_MAGIC */
	uint32_t version;			/* BOOT_INFO_VERSION */
	uint32_t size_bytes;			/* of this structure */
	const char *loader;			/* name and version, for people */
	const char *command_line;		/* never NULL */
	uint32_t firmware;			/* enum boot_firmware */
	uint32_t boot_drive;			/* BIOS drive number, else 0 */
	struct boot_memory_map memory_map;
	uint64_t physical_memory_offset;	/* virtual = physical + this; 0 = not mapped */
	uint64_t physical_memory_size_bytes;	/* RAM below this is mapped, and all else
						 * below 4 GiB, uncached */
	uint64_t kernel_physical;		/* of the lowest page; all in one piece */
	uint64_t kernel_virtual;
	uint64_t kernel_size_bytes;
	uint64_t stack_bottom, stack_top;	/* virtual; the guard page is below bottom */
	struct boot_modules modules;
	struct boot_text_screen text_screen;
	struct boot_framebuffer framebuffer;
	uint64_t acpi_rsdp;			/* physical; 0 = none found */
	struct boot_tsc tsc;
};
