/* Every load and store of a sanitized kernel asks here first. The functions
 * are those of LLVM's AddressSanitizer pass, for kernels (CompileKernel): the
 * _noabort names come with -fsanitize-recover and end here all the same. */

#include "report.h"
#include "shadow.h"

/* Mostly the granule is open, and the access lies within it. */
static inline bool is_open(uintptr_t address, size_t size_bytes)
{
	const uint8_t *shadow = rt_shadow_of(address);

	if (shadow == NULL)
		return true;
	if (*shadow == SHADOW_OPEN && address % SHADOW_GRANULE + size_bytes <= SHADOW_GRANULE)
		return true;
	return rt_report_is_under_way || rt_shadow_first_closed(address, size_bytes) == 0;
}

#define ACCESS(name, verb, size) \
	void name(uintptr_t address); \
	void name(uintptr_t address) \
	{ \
		if (!is_open(address, size)) \
			rt_report_access(&(struct report_access){ address, size, verb, NULL }, \
			                 &REPORT_CALLER); \
	}
#define ACCESS_OF_SIZE(size) \
	ACCESS(__asan_load##size, "read", size) \
	ACCESS(__asan_load##size##_noabort, "read", size) \
	ACCESS(__asan_store##size, "write", size) \
	ACCESS(__asan_store##size##_noabort, "write", size)

ACCESS_OF_SIZE(1)
ACCESS_OF_SIZE(2)
ACCESS_OF_SIZE(4)
ACCESS_OF_SIZE(8)
ACCESS_OF_SIZE(16)

#define ACCESS_N(name, verb) \
	void name(uintptr_t address, size_t size_bytes); \
	void name(uintptr_t address, size_t size_bytes) \
	{ \
		if (!is_open(address, size_bytes)) \
			rt_report_access( \
				&(struct report_access){ address, size_bytes, verb, NULL }, \
				&REPORT_CALLER); \
	}

ACCESS_N(__asan_loadN, "read")
ACCESS_N(__asan_loadN_noabort, "read")
ACCESS_N(__asan_storeN, "write")
ACCESS_N(__asan_storeN_noabort, "write")

/* For code that was compiled to look at the shadow itself, and found an access
 * that is closed. Ingot does not compile so; an object from elsewhere may. */
#define REPORT(name, verb, size) \
	void name(uintptr_t address); \
	void name(uintptr_t address) \
	{ \
		rt_report_access(&(struct report_access){ address, size, verb, NULL }, \
		                 &REPORT_CALLER); \
	}
#define REPORT_OF_SIZE(size) \
	REPORT(__asan_report_load##size, "read", size) \
	REPORT(__asan_report_load##size##_noabort, "read", size) \
	REPORT(__asan_report_store##size, "write", size) \
	REPORT(__asan_report_store##size##_noabort, "write", size)

REPORT_OF_SIZE(1)
REPORT_OF_SIZE(2)
REPORT_OF_SIZE(4)
REPORT_OF_SIZE(8)
REPORT_OF_SIZE(16)

#define REPORT_N(name, verb) \
	void name(uintptr_t address, size_t size_bytes); \
	void name(uintptr_t address, size_t size_bytes) \
	{ \
		rt_report_access(&(struct report_access){ address, size_bytes, verb, NULL }, \
		                 &REPORT_CALLER); \
	}

REPORT_N(__asan_report_load_n, "read")
REPORT_N(__asan_report_load_n_noabort, "read")
REPORT_N(__asan_report_store_n, "write")
REPORT_N(__asan_report_store_n_noabort, "write")
