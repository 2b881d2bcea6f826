#pragma once
/* asan_interface: memory that a program hands out itself, told to the address
 * sanitizer (<sanitize.h>). The names are those of compiler-rt, so that code
 * which knows them needs no change; without the sanitizer they do nothing.
 *
 * A poisoned byte may not be touched. Granules of 8 bytes are poisoned only whole:
 * keep objects 8 bytes apart. Context: anywhere. */

#define __need_size_t
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void __asan_poison_memory_region(void const volatile *memory, size_t size_bytes);
void __asan_unpoison_memory_region(void const volatile *memory, size_t size_bytes);

/* 1 if that byte is poisoned. */
int __asan_address_is_poisoned(void const volatile *address);

#ifdef __cplusplus
}
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASAN_POISON_MEMORY_REGION(memory, size_bytes) \
	__asan_poison_memory_region((memory), (size_bytes))
#define ASAN_UNPOISON_MEMORY_REGION(memory, size_bytes) \
	__asan_unpoison_memory_region((memory), (size_bytes))
#endif
#endif

#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(memory, size_bytes)   ((void)(memory), (void)(size_bytes))
#define ASAN_UNPOISON_MEMORY_REGION(memory, size_bytes) ((void)(memory), (void)(size_bytes))
#endif
