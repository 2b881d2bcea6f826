/* The memory functions, checked. Calls of memcpy and its like come here: __wrap_memcpy
 * gets its name in this build (the real one is __real_memcpy then, the runtime's, or
 * the kernel's own if the runtime has none). What instrumented code copies without a
 * call of its own comes to __asan_memcpy. The other string functions need nothing:
 * they are C and instrumented. */

#include <string.h>

#include "report.h"
#include "shadow.h"

void *__real_memcpy(void *restrict to, const void *restrict from, size_t size);
void *__real_memmove(void *to, const void *from, size_t size);
void *__real_memset(void *to, int byte, size_t size);
int __real_memcmp(const void *a, const void *b, size_t size);
int __real_bcmp(const void *a, const void *b, size_t size);
size_t __real_strlen(const char *text);

static void check(const void *memory, size_t size, const char *verb, const char *function,
                  const struct runtime_call *at)
{
	uintptr_t address = (uintptr_t)memory;

	if (!rt_report_is_under_way && rt_shadow_first_closed(address, size) != 0)
		rt_report_access(&(struct report_access){ address, size, verb, function }, at);
}

static void check_overlap(const void *to, const void *from, size_t size,
                          const struct runtime_call *at)
{
	uintptr_t above = (uintptr_t)to - (uintptr_t)from;
	uintptr_t below = (uintptr_t)from - (uintptr_t)to;

	/* A structure may be assigned to itself. */
	if (above != 0 && (above < size || below < size) && !rt_report_is_under_way)
		rt_report_misuse("memcpy between overlapping objects", (uintptr_t)to, at);
}

#define COPY(name, function, real, also) \
	void *name(void *to, const void *from, size_t size); \
	void *name(void *to, const void *from, size_t size) \
	{ \
		const struct runtime_call at = REPORT_CALLER; \
		check(from, size, "read", function, &at); \
		check(to, size, "write", function, &at); \
		also; \
		return real(to, from, size); \
	}

COPY(__wrap_memcpy, "memcpy", __real_memcpy, check_overlap(to, from, size, &at))
COPY(__asan_memcpy, "memcpy", __real_memcpy, check_overlap(to, from, size, &at))
COPY(__wrap_memmove, "memmove", __real_memmove, )
COPY(__asan_memmove, "memmove", __real_memmove, )

#define SET(name) \
	void *name(void *to, int byte, size_t size); \
	void *name(void *to, int byte, size_t size) \
	{ \
		check(to, size, "write", "memset", &REPORT_CALLER); \
		return __real_memset(to, byte, size); \
	}

SET(__wrap_memset)
SET(__asan_memset)

#define COMPARE(name, function, real) \
	int name(const void *a, const void *b, size_t size); \
	int name(const void *a, const void *b, size_t size) \
	{ \
		const struct runtime_call at = REPORT_CALLER; \
		check(a, size, "read", function, &at); \
		check(b, size, "read", function, &at); \
		return real(a, b, size); \
	}

COMPARE(__wrap_memcmp, "memcmp", __real_memcmp)
COMPARE(__wrap_bcmp, "bcmp", __real_bcmp)

/* Reads whole words, but of what it found the string ends at its terminator. */
size_t __wrap_strlen(const char *text);
size_t __wrap_strlen(const char *text)
{
	size_t length = __real_strlen(text);

	check(text, length + 1, "read", "strlen", &REPORT_CALLER);
	return length;
}
