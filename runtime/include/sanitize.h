#pragma once
/* sanitize: what a kernel tells the address sanitizer, and hears of it.
 *
 * A build with `sanitize: [address]` has every load and store of its C ask
 * first, by a call that the compiler puts there. The answer is in shadow
 * memory: a byte for each 8 bytes of an area, saying how many of them may be
 * used. Heap, stack and global variables have redzones between them, and freed
 * blocks are poisoned and stay in a quarantine for a while; an access to a
 * poisoned byte ends the kernel with a report.
 *
 * Only areas have a shadow; an access outside of all areas is none of the
 * sanitizer's business: devices, firmware tables, page tables, user memory.
 * The heap's regions become areas by themselves, and the kit adds the kernel's
 * image and its first stack. A kernel that hands out memory of its own poisons
 * and unpoisons it by <sanitizer/asan_interface.h>.
 *
 * In builds without the sanitizer these functions do not exist:
 * __has_feature(address_sanitizer) tells. */

#define __need_size_t
#include <stddef.h>
#include <stdint.h>

#include <runtime.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SANITIZE_SHADOW_SCALE 8 /* bytes that share a byte of shadow */
#define SANITIZE_AREAS_MAX    64
#define SANITIZE_CALLERS_MAX  4 /* remembered of each malloc and free */

/* The shadow that an area of this size takes. */
#define SANITIZE_SHADOW_SIZE(size_bytes) (((size_bytes) + 7) / SANITIZE_SHADOW_SCALE)

/* Watches [base, base + size_bytes) for ever; base is rounded up to 8 bytes and
 * the end down. shadow: SANITIZE_SHADOW_SIZE(size_bytes) bytes, zero, which the
 * area must not hold itself. Areas must not overlap; SANITIZE_AREAS_MAX is a
 * panic. Context: one CPU at a time; the others may go on. */
void sanitize_add_area(void *base, size_t size_bytes, uint8_t *shadow);

/* ---- Provided by the kernel ---- */

/* The addresses of the calls that led to `at`, itself first: as many as there
 * are, at most `max`. Returns their number. Must believe no frame pointer. */
size_t sanitize_find_callers(const struct runtime_call *at, uintptr_t *callers, size_t max);

#ifdef __cplusplus
}
#endif
