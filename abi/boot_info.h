#pragma once
/* boot_info: what the boot loader passes to the kernel.
 *
 * The loader enters the kernel at its ELF entry point, on the first CPU, with
 *   RDI = const struct boot_info *, RBP = 0, every other register undefined;
 *   RSP = top of the kernel's stack minus 8 (as after a call: 16-byte aligned
 *         before the "return address", which is 0);
 *   long mode, 4-level paging (5 if the kernel requested it and the CPU has
 *   it), CR0.WP and EFER.NXE set, interrupts off, no usable IDT, a flat GDT in
 *   memory of the loader that the kernel replaces.
 *
 * Mapped are (see docs/format.md): the kernel at the addresses of its ELF file, each
 * segment with its own permissions; the stack, with an unmapped guard page below; boot
 * info (this structure and all it points to), read-only; all physical memory at
 * physical_memory_offset (direct map, HHDM), writable, not executable; and one page
 * of loader code with the GDT at BOOT_LOADER_PAGE_ADDRESS. The other CPUs, if the
 * kernel requested them, are parked in that page and poll their mailboxes. Nothing is
 * mapped at address 0, but memory if the kernel requested it there.
 *
 * All pointers are virtual and valid until the kernel changes the page tables. Fields
 * that do not apply to a machine are zero or NULL. New versions add fields at the
 * end: a kernel for version 1 finds its fields at the same offsets, and 1 in the
 * version field. */
#include <stddef.h>
#include <stdint.h>

#include "boot_config.h"

#define BOOT_INFO_VERSION 2
#define BOOT_INFO_SIZE_V1 216 /* bytes, of version 1 */

enum boot_memory_kind {
	BOOT_MEMORY_USABLE = 1,             /* free RAM */
	BOOT_MEMORY_RESERVED = 2,           /* used by firmware or devices */
	BOOT_MEMORY_ACPI_RECLAIMABLE = 3,   /* RAM after ACPI tables are read */
	BOOT_MEMORY_ACPI_NVS = 4,           /* ACPI non-volatile storage */
	BOOT_MEMORY_BAD = 5,                /* defective RAM */
	BOOT_MEMORY_LOADER_RECLAIMABLE = 6, /* RAM when no CPU uses the
						 * loader's page tables and GDT
						 * any more */
	BOOT_MEMORY_KERNEL = 7,             /* the kernel's segments */
	BOOT_MEMORY_KERNEL_STACK = 8,
	BOOT_MEMORY_PAGE_TABLES = 9, /* the tables CR3 points to */
	BOOT_MEMORY_BOOT_INFO = 10,  /* boot info */
	BOOT_MEMORY_MODULE = 11,
	BOOT_MEMORY_FRAMEBUFFER = 12,
	BOOT_MEMORY_FRAME_ZERO = 13, /* the first 4 KiB: real-mode vectors */
};

struct boot_memory_region {
	uint64_t base;       /* physical, page-aligned */
	uint64_t size_bytes; /* a multiple of 4096, never 0 */
	uint32_t kind;       /* enum boot_memory_kind */
	uint32_t reserved;   /* 0 */
};

/* Sorted by base, disjoint, neighbours of one kind merged. */
struct boot_memory_map {
	const struct boot_memory_region *regions;
	size_t count;
};

struct boot_module {
	const char *name; /* as in ingot.yaml, without directories */
	const void *data; /* page-aligned, in the direct map; NULL
						 * if that is off or the module empty */
	uint64_t base;    /* physical */
	uint64_t size_bytes;
};

struct boot_modules {
	const struct boot_module *list;
	size_t count;
};

enum boot_firmware { BOOT_FIRMWARE_BIOS = 1, BOOT_FIRMWARE_UEFI = 2, BOOT_FIRMWARE_PVH = 3 };

struct boot_text_screen { /* VGA text mode: character, attribute */
	uint64_t base;    /* physical; 0 = no text screen */
	uint32_t columns, rows;
	uint32_t cursor_column, cursor_row; /* where the loader's output ended */
};

enum boot_pixel_format { BOOT_PIXEL_RGB = 1, BOOT_PIXEL_BGR = 2, BOOT_PIXEL_OTHER = 3 };

struct boot_framebuffer {       /* linear; line n begins at base + n * pitch */
	uint64_t base;          /* physical; 0 = no framebuffer */
	uint32_t width, height; /* pixels */
	uint32_t pitch_bytes;
	uint32_t bits_per_pixel;
	uint32_t pixel_format; /* enum boot_pixel_format, lowest byte first */
	uint32_t reserved;
};

struct boot_tsc {              /* time-stamp counter, which began at 0 */
	uint64_t loader_start; /* end of the firmware: first 64-bit
						 * instruction of the loader */
	uint64_t disk_done;    /* kernel and modules are read */
	uint64_t kernel_start; /* just before the jump */
	uint64_t loader_ready; /* memory map and files are known, reading
						 * the kernel begins; since version 2 */
};

/* Everything of EFI is physical, and the firmware's own (UEFI 2.10, 4.3 and
 * 7.2.3): boot services have ended. */
struct boot_efi {
	uint64_t system_table;  /* physical; 0 = not started by UEFI */
	const void *memory_map; /* EFI_MEMORY_DESCRIPTORs, as they were
						 * when boot services ended */
	uint64_t memory_map_size_bytes;
	uint32_t descriptor_size_bytes; /* the step from one to the next */
	uint32_t descriptor_version;
};

/* What each thread's thread-local variables begin as (PT_TLS). */
struct boot_tls {
	const void *image;            /* virtual, in the kernel; NULL = none */
	uint64_t template_size_bytes; /* what is copied; zeros follow it */
	uint64_t size_bytes;
	uint64_t alignment;
};

/* The partition that the kernel was read from; zero if there is none. */
struct boot_device {
	uint8_t disk_guid[16]; /* as the GPT has them */
	uint8_t partition_guid[16];
	uint64_t first_lba; /* of the partition */
	uint64_t sector_count;
	uint32_t sector_size_bytes;
	uint32_t reserved;
};

enum boot_random_source {
	BOOT_RANDOM_RDSEED = 1, /* suitable for keys */
	BOOT_RANDOM_RDRAND = 2, /* a generator seeded by RDSEED's source */
	BOOT_RANDOM_JITTER = 3, /* timing only: may be guessed */
};

#define BOOT_RANDOM_SIZE 32

struct boot_random {
	uint8_t seed[BOOT_RANDOM_SIZE];
	uint32_t source; /* enum boot_random_source */
	uint32_t reserved;
};

/* To start a parked CPU write argument and stack_top, then entry. The CPU then loads
 * RDI = argument, RSP = stack_top - 8 (a return address of 0 is there) and RBP = 0, and
 * jumps to entry, else in the state of the first CPU at its start: the same CR0, CR3,
 * CR4 and EFER, the loader's GDT, interrupts off, no usable IDT. Each has a cache line
 * of its own. */
struct boot_mailbox {
	uint64_t entry;     /* virtual; 0 = wait */
	uint64_t stack_top; /* virtual, a multiple of 16 */
	uint64_t argument;
	uint32_t apic_id; /* of the parked CPU */
	uint32_t state;   /* private to the loader */
	uint64_t reserved[4];
};

enum boot_cpu_state {
	BOOT_CPU_FIRST = 1,  /* the BSP, which runs the kernel */
	BOOT_CPU_PARKED = 2, /* polls its mailbox */
	BOOT_CPU_OFF = 3,    /* not started */
	BOOT_CPU_SILENT = 4, /* did not respond in time */
};

struct boot_cpu {
	uint32_t apic_id; /* local APIC or x2APIC */
	uint32_t acpi_id; /* its processor UID in ACPI */
	uint32_t state;   /* enum boot_cpu_state */
	uint32_t reserved;
	struct boot_mailbox *mailbox; /* writable; NULL unless parked */
};

/* The usable CPUs that ACPI's MADT lists, in its order; without a MADT the
 * first CPU alone. */
struct boot_cpus {
	const struct boot_cpu *list;
	size_t count; /* at least 1 */
};

struct boot_info {
	uint64_t magic;           /* BOOT_INFO_MAGIC */
	uint32_t version;         /* as requested by the kernel's note */
	uint32_t size_bytes;      /* of this structure */
	const char *loader;       /* name and version, for display */
	const char *command_line; /* never NULL */
	uint32_t firmware;        /* enum boot_firmware */
	uint32_t boot_drive;      /* BIOS drive number, else 0 */
	struct boot_memory_map memory_map;
	uint64_t physical_memory_offset;     /* virtual = physical + this; 0: not mapped, if
					      * its size is 0, else at its own addresses */
	uint64_t physical_memory_size_bytes; /* RAM below this is mapped, and all else
						 * below 4 GiB, uncached */
	uint64_t kernel_physical;            /* of the lowest page */
	uint64_t kernel_virtual;
	uint64_t kernel_size_bytes;
	uint64_t stack_bottom, stack_top; /* virtual; the guard page is below bottom */
	struct boot_modules modules;
	struct boot_text_screen text_screen;
	struct boot_framebuffer framebuffer;
	uint64_t acpi_rsdp; /* physical; 0 = none found */
	struct boot_tsc tsc;
	/* Since version 2: */
	uint64_t kernel_slide;    /* address in memory less that in the ELF
						 * file, modulo 2^64; 0 unless it is
						 * position-independent */
	uint32_t paging_levels;   /* 4 or 5 */
	uint32_t recursive_index; /* entry of the topmost table; 0 = none */
	uint64_t smbios;          /* physical, of the entry point; 0 = none */
	struct boot_efi efi;
	struct boot_tls tls;
	struct boot_device device;
	struct boot_random random;
	struct boot_cpus cpus;
};

#ifndef __cplusplus /* C says it for both */
_Static_assert(sizeof(struct boot_memory_region) == 24, "boot info");
_Static_assert(sizeof(struct boot_module) == 32, "boot info");
_Static_assert(sizeof(struct boot_mailbox) == 64, "boot info");
_Static_assert(sizeof(struct boot_cpu) == 24, "boot info");
_Static_assert(offsetof(struct boot_info, acpi_rsdp) == 184, "version 1");
_Static_assert(offsetof(struct boot_info, tsc.loader_ready) == BOOT_INFO_SIZE_V1, "version 1");
_Static_assert(offsetof(struct boot_info, kernel_slide) == BOOT_INFO_SLIDE_AT, "boot info");
_Static_assert(offsetof(struct boot_info, efi) == 248, "boot info");
_Static_assert(offsetof(struct boot_info, tls) == 280, "boot info");
_Static_assert(offsetof(struct boot_info, device) == 312, "boot info");
_Static_assert(offsetof(struct boot_info, random) == 368, "boot info");
_Static_assert(offsetof(struct boot_info, cpus) == 408, "boot info");
_Static_assert(sizeof(struct boot_info) == 424, "boot info");
#endif
