#pragma once
/* sanitize: the kernel's interface to the address sanitizer (ASan).
 *
 * A build with `sanitize: [address]` checks every load and store of C code against
 * shadow memory: a byte for each 8 bytes of an area, which tells how many of them are
 * addressable. Heap blocks, stack and global variables have redzones between them,
 * and freed blocks stay poisoned in a quarantine; an access to a poisoned byte ends
 * the kernel with a report.
 *
 * Only areas have a shadow; accesses outside of all areas are not checked: devices,
 * firmware tables, page tables, user memory. The heap's regions are areas, and the
 * kit adds the kernel image and its first stack. A kernel with an allocator of its
 * own poisons and unpoisons memory by <sanitizer/asan_interface.h>.
 *
 * These functions exist only in builds with the sanitizer:
 * __has_feature(address_sanitizer). */

#define __need_size_t
#include <stddef.h>
#include <stdint.h>

#include <runtime.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SANITIZE_SHADOW_SCALE 8 /* bytes per byte of shadow */
#define SANITIZE_AREAS_MAX    64
#define SANITIZE_CALLERS_MAX  4 /* stored of each malloc and free */

/* The size of the shadow of an area. */
#define SANITIZE_SHADOW_SIZE(size_bytes) (((size_bytes) + 7) / SANITIZE_SHADOW_SCALE)

/* Adds [base, base + size_bytes) to the checked memory; base is rounded up to 8 bytes
 * and the end down. shadow: SANITIZE_SHADOW_SIZE(size_bytes) zeroed bytes outside of
 * the area. Areas must not overlap; more than SANITIZE_AREAS_MAX panic. Context: one
 * CPU at a time, while others run. */
void sanitize_add_area(void *base, size_t size_bytes, uint8_t *shadow);

/* ---- Provided by the kernel ---- */

/* Stores the call addresses of the stack trace of `at`, itself first, at most `max`,
 * and returns their number. Must validate frame pointers. */
size_t sanitize_find_callers(const struct runtime_call *at, uintptr_t *callers, size_t max);

#ifdef __cplusplus
}
#endif
