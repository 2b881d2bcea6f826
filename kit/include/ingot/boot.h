#pragma once
/* boot: the kernel's entry point, and its boot options.
 *
 * One source file of a kernel contains ENTRY_POINT(kernel_main). The boot loader
 * jumps to it; the kit initializes the machine (see start.h) and calls kernel_main
 * on the first CPU (BSP), with interrupts off, on the stack that the loader set up.
 * Returning from kernel_main is power_exit(EXIT_CODE_SUCCESS).
 *
 * In a test build (INGOT_TEST is defined) the test runner of test.h is called
 * instead of kernel_main. */
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/boot_config.h"
#include "boot_info.h"
#include "start.h"
#include "units.h"
#ifdef INGOT_TEST
#include "test.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ENTRY_POINT(kernel_main)
 *
 * kernel_main must be void kernel_main(const struct boot_info *boot): any other
 * signature is a compile-time error. Use it once per kernel, without a semicolon. */
#define ENTRY_POINT(kernel_main) \
	BOOT_CHECK_TYPE(kernel_main, \
	                "ENTRY_POINT needs: void " #kernel_main "(const struct boot_info *boot)"); \
	BOOT_NOTE(boot_note_abi, BOOT_NOTE_ABI, \
	          struct boot_abi) = BOOT_NOTE_OF(boot_note_abi, BOOT_NOTE_ABI, BOOT_INFO_VERSION, \
	                                          sizeof(struct boot_info)); \
	void _start(const struct boot_info *boot) \
	{ \
		start_kernel(boot, BOOT_MAIN(kernel_main)); \
	}

/* BOOT_CONFIG(.kernel_stack_size = 256 * KiB,
 *             .physical_memory = BOOT_MAP_AT(0xffffc00000000000))
 *
 * Boot options, by the fields of struct boot_config; fields that are not named keep
 * their defaults. Use it at most once per kernel, without a semicolon. In C++ the
 * fields must be in the order of the structure. */
#define BOOT_CONFIG(...) \
	BOOT_QUIET_BEGIN \
	BOOT_NOTE(boot_note_config, BOOT_NOTE_CONFIG, struct boot_config) = \
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
#define BOOT_NOTE(object, note_type, descriptor_type) \
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

/* The ELF entry point; ENTRY_POINT defines it. */
__attribute__((__noreturn__)) void _start(const struct boot_info *boot);

#ifdef __cplusplus
/* Designated initializers are C++20, and clang warns about fields left out. */
#define BOOT_QUIET_BEGIN \
	_Pragma("clang diagnostic push") \
		_Pragma("clang diagnostic ignored \"-Wc++20-designator\"") \
			_Pragma("clang diagnostic ignored \"-Wmissing-field-initializers\"")
#define BOOT_QUIET_END _Pragma("clang diagnostic pop")
#define BOOT_CHECK_TYPE(kernel_main, message) \
	static_assert(__is_same(decltype(&kernel_main), void (*)(const struct boot_info *)), \
	              message)
#else
#define BOOT_QUIET_BEGIN
#define BOOT_QUIET_END
#define BOOT_CHECK_TYPE(kernel_main, message) \
	_Static_assert(__builtin_types_compatible_p(__typeof__(&(kernel_main)), \
	                                            void (*)(const struct boot_info *)), \
	               message)
#endif

#ifdef INGOT_TEST
#define BOOT_MAIN(kernel_main) (1 ? test_run_all : (kernel_main))
#else
#define BOOT_MAIN(kernel_main) (kernel_main)
#endif

#ifdef __cplusplus
}
#endif
