#pragma once
/* errors: why the loader refuses to go on.
 *
 * The number is printed as `ingot loader: error N: ...` on the serial line and
 * the screen, and reaches a test as QEMU's exit status,
 * EXIT_STATUS_OF(EXIT_CODE_LOADER + N). Numbers are never reused: people look
 * them up. Those below ERROR_C_BEGINS are raised by assembly, hence macros. */

#define ERROR_DISK_EXTENSIONS  1	/* stage 1: no EDD reads (INT 13h AH=42h) */
#define ERROR_STAGE2_READ      2	/* stage 1: the disk fails, after retries */
#define ERROR_STAGE2_PLACE     3	/* stage 1: no place of stage 2 in the MBR */
#define ERROR_STAGE2_DAMAGED   4	/* stage 1: what was read is not stage 2 */
#define ERROR_A20              5
#define ERROR_LONG_MODE        6
#define ERROR_NO_EXECUTE       7
#define ERROR_C_BEGINS         8

#ifndef __ASSEMBLER__
enum loader_error {
	ERROR_INTERNAL = ERROR_C_BEGINS,	/* an exception in the loader */
	ERROR_LOW_MEMORY,		/* too little below 640 KiB */
	ERROR_MEMORY_MAP,		/* none, or more regions than fit */
	ERROR_MEMORY,			/* nowhere to put something */
	ERROR_DISK_READ,
	ERROR_GPT,			/* none, or damaged */
	ERROR_ESP,			/* no EFI system partition */
	ERROR_FAT_VOLUME,		/* the BPB makes no sense */
	ERROR_FAT_CHAIN,		/* clusters loop, end early, lie outside */
	ERROR_FAT_DIRECTORY,		/* a path through a file, a long directory */
	ERROR_CONF,			/* boot/ingot.conf: see the line named */
	ERROR_KERNEL_FILE,		/* not found */
	ERROR_MODULE_FILE,		/* not found */
	ERROR_MODULE_COUNT,
	ERROR_ELF_FORMAT,		/* not ELF64, little-endian, x86_64 */
	ERROR_ELF_TYPE,			/* not ET_EXEC */
	ERROR_ELF_HEADERS,		/* program headers: size, count, place */
	ERROR_ELF_SEGMENT_FILE,		/* file range outside the file */
	ERROR_ELF_SEGMENT_ADDRESS,	/* not canonical, wraps, page 0 */
	ERROR_ELF_SEGMENT_OVERLAP,	/* two segments share a page */
	ERROR_ELF_SEGMENT_RIGHTS,	/* writable and executable */
	ERROR_ELF_AREA,			/* a segment lies where the loader puts things */
	ERROR_ELF_ENTRY,		/* not in an executable segment */
	ERROR_NOTE_FORMAT,		/* the notes make no sense */
	ERROR_NOTE_MISSING,		/* no BOOT_NOTE_ABI */
	ERROR_NOTE_VERSION,		/* a version or size not known */
	ERROR_CONFIG_STACK,
	ERROR_CONFIG_MAP,		/* physical map: address or mode */
	ERROR_CONFIG_FLAGS,
	ERROR_HANDOFF,			/* boot info does not fit */
	ERROR_END
};
#endif
