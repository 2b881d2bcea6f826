#pragma once
/* boot_note: what a kernel tells the boot loader before it runs, in ELF notes.
 *
 * ENTRY_POINT of boot.h writes the first note, and BOOT_CONFIG is the same there. A
 * kernel whose entry point is its own, `kit: false`, writes both by this header, which
 * needs nothing of the kit:
 *
 *	BOOT_NOTE
 *	BOOT_CONFIG(.kernel_stack_size = 128 * KiB)
 *	void _start(const struct boot_info *boot) { ... }
 *
 * _start gets the boot info in RDI, in 64-bit mode, with interrupts off, on the stack that
 * the loader set up, and must not return. In C++ it is extern "C". */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/boot_config.h"
#include "../../../abi/boot_info.h"
#include "units.h"

#ifdef __cplusplus
extern "C" {
#endif

/* BOOT_NOTE
 *
 * Says which boot info the kernel was compiled for: the loader refuses one that does not
 * say so (error 31). Once per kernel, in any source, without a semicolon. */
#define BOOT_NOTE \
	BOOT_NOTE_OBJECT(boot_note_abi, BOOT_NOTE_ABI, struct boot_abi) = \
		BOOT_NOTE_OF(boot_note_abi, BOOT_NOTE_ABI, BOOT_INFO_VERSION, \
	                     sizeof(struct boot_info));

/* BOOT_CONFIG(.kernel_stack_size = 256 * KiB,
 *             .physical_memory = BOOT_MAP_AT(0xffffc00000000000))
 *
 * Boot options, by the fields of struct boot_config; fields that are not named keep
 * their defaults. Use it at most once per kernel, without a semicolon. In C++ the
 * fields must be in the order of the structure. */
#define BOOT_CONFIG(...) \
	BOOT_QUIET_BEGIN \
	BOOT_NOTE_OBJECT(boot_note_config, BOOT_NOTE_CONFIG, struct boot_config) = \
		BOOT_NOTE_OF(boot_note_config, BOOT_NOTE_CONFIG, .version = BOOT_CONFIG_VERSION, \
	                     .size_bytes = sizeof(struct boot_config), __VA_ARGS__); \
	BOOT_QUIET_END

/* .physical_memory: the direct map of physical memory (HHDM): at a 1 GiB-aligned
 * address, at an address that the loader chooses, or none. Without it the kit has no
 * heap, no screen and no ACPI. */
#define BOOT_MAP_AT(virtual_address) { .address = (virtual_address), .mode = BOOT_MAP_MODE_AT }
#define BOOT_MAP_ANY                 { .mode = BOOT_MAP_MODE_ANY }
#define BOOT_MAP_OFF                 { .mode = BOOT_MAP_MODE_OFF }

/* .kaslr: a random address in the topmost 2 GiB, or in a range. Needs a
 * position-independent kernel: "relocation-model": "pic" and
 * "position-independent-executables": true in the target. */
#define BOOT_KASLR                 { .mode = BOOT_ON }
#define BOOT_KASLR_IN(first, size) { .mode = BOOT_ON, .base = (first), .size_bytes = (size) }

/* .framebuffer: the smallest mode of at least this size in pixels. */
#define BOOT_FRAMEBUFFER(width, height) \
	{ .mode = BOOT_FRAMEBUFFER_WANTED, .min_width = (width), .min_height = (height) }

/* The other options are plain values: .smp = BOOT_ON starts the other CPUs and
 * parks them (struct boot_mailbox), .paging_5_levels = BOOT_ON,
 * .recursive_index = BOOT_RECURSIVE_ANY, .kernel_stack_top, .boot_info_address,
 * .flags = BOOT_ALLOW_WRITE_EXECUTE | BOOT_LOAD_AT_PHYSICAL, .minimum_loader. */

/* ---- Implementation ---- */

/* An ELF note (gABI 4.1, chapter 5): header, name, descriptor, each padded to
 * 4 bytes. Packed, as the descriptor would be aligned to 8 otherwise. Not
 * static: a second one in another source is a duplicate symbol. */
#define BOOT_NOTE_OBJECT(object, note_type, descriptor_type) \
	struct __attribute__((__packed__, __aligned__(4))) object { \
		uint32_t name_size, descriptor_size, type; \
		char name[8]; \
		descriptor_type descriptor; \
	}; \
	extern const struct object object; \
	__attribute__((__used__, __retain__, __section__(".note.ingot"))) const struct object object

#define BOOT_NOTE_OF(object, note_type, ...) \
	{ \
		sizeof(BOOT_NOTE_NAME), \
		sizeof(((struct object *)0)->descriptor), \
		(note_type), \
		BOOT_NOTE_NAME, \
		{ __VA_ARGS__ }, \
	}

#ifdef __cplusplus
/* Designated initializers are C++20, and clang warns about fields left out. */
#define BOOT_QUIET_BEGIN \
	_Pragma("clang diagnostic push") \
		_Pragma("clang diagnostic ignored \"-Wc++20-designator\"") \
			_Pragma("clang diagnostic ignored \"-Wmissing-field-initializers\"")
#define BOOT_QUIET_END _Pragma("clang diagnostic pop")
#else
#define BOOT_QUIET_BEGIN
#define BOOT_QUIET_END
#endif

#ifdef __cplusplus
}
#endif
