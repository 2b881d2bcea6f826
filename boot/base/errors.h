#pragma once
/* errors: why the loader stops.
 *
 * The number is printed as `ingot loader: error N: ...` on the serial line and
 * the screen, and reaches a test as QEMU's exit status,
 * EXIT_STATUS_OF(EXIT_CODE_LOADER + N). Numbers are never reused: people look
 * them up. The macros' are raised by assembly. */

#define ERROR_DISK_EXTENSIONS 1 /* stage 1: no EDD reads (INT 13h AH=42h) */
#define ERROR_STAGE2_READ     2 /* stage 1: the disk fails, after retries */
#define ERROR_STAGE2_PLACE    3 /* stage 1: no place of stage 2 in the MBR */
#define ERROR_STAGE2_DAMAGED  4 /* stage 1: wrong checksum */
#define ERROR_A20             5
#define ERROR_LONG_MODE       6
#define ERROR_NO_EXECUTE      7

#ifndef __ASSEMBLER__
enum loader_error {
	ERROR_INTERNAL = 8,    /* an exception in the loader */
	ERROR_LOW_MEMORY = 9,  /* too little below 640 KiB */
	ERROR_MEMORY_MAP = 10, /* none, or more regions than fit */
	ERROR_MEMORY = 11,     /* nowhere to put something */
	ERROR_DISK_READ = 12,
	ERROR_GPT = 13,         /* none, or damaged */
	ERROR_ESP = 14,         /* no EFI system partition */
	ERROR_FAT_VOLUME = 15,  /* invalid BPB */
	ERROR_FAT_CHAIN = 16,   /* clusters loop, end early, lie outside */
	ERROR_CONF = 17,        /* boot/ingot.conf: see the line named */
	ERROR_KERNEL_FILE = 18, /* not found */
	ERROR_MODULE_FILE = 19, /* not found */
	ERROR_MODULE_COUNT = 20,
	ERROR_ELF_FORMAT = 21,          /* not ELF64, little-endian, x86_64 */
	ERROR_ELF_TYPE = 22,            /* neither ET_EXEC nor ET_DYN, or KASLR of the first */
	ERROR_ELF_HEADERS = 23,         /* program headers: size, count, place */
	ERROR_ELF_SEGMENT_FILE = 24,    /* file range outside the file */
	ERROR_ELF_SEGMENT_ADDRESS = 25, /* not canonical, wraps, page 0 */
	ERROR_ELF_SEGMENT_OVERLAP = 26, /* two segments share bytes */
	ERROR_ELF_SEGMENT_RIGHTS = 27,  /* writable and executable */
	ERROR_ELF_AREA = 28,            /* a segment lies where the loader puts things */
	ERROR_ELF_ENTRY = 29,           /* not in an executable segment */
	ERROR_NOTE_FORMAT = 30,         /* malformed notes */
	ERROR_NOTE_MISSING = 31,        /* no BOOT_NOTE_ABI */
	ERROR_NOTE_VERSION = 32,        /* a version or size not known */
	ERROR_CONFIG_STACK = 33,
	ERROR_CONFIG_MAP = 34, /* physical map: address or mode */
	ERROR_CONFIG_FLAGS = 35,
	ERROR_HANDOFF = 36,        /* boot info does not fit */
	ERROR_START_INFO = 37,     /* PVH start info is malformed */
	ERROR_BUNDLE = 38,         /* no bundle of files, or a damaged one */
	ERROR_ELF_RELOCATION = 39, /* of a kind that is not known */
	ERROR_CHECKSUM = 40,       /* not the file that ingot.conf was written for */
	ERROR_ELF_PHYSICAL = 41,   /* not where the kernel wants to lie in memory */
	ERROR_FIRMWARE = 60,       /* UEFI: a required service failed */
	ERROR_UEFI_DISK = 61,      /* UEFI: not loaded from a disk */
	ERROR_UEFI_PAGING = 62,    /* UEFI: the firmware runs with 5-level paging */
};
#endif
