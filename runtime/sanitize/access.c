/* KASAN: every load and store of a sanitized kernel asks here first. The
 * functions are those of LLVM's AddressSanitizer pass, for kernels
 * (CompileKernel): the _noabort names come with -fsanitize-recover and end here
 * all the same. */

#include "report.h"
#include "shadow.h"

/* Mostly the granule is open, and the access lies within it. */
static inline bool is_open(uintptr_t address, size_t size_bytes)
{
	const uint8_t *shadow = rt_shadow_of(address);

	if (!shadow)
		return true;
	if (*shadow == SHADOW_OPEN && address % SHADOW_GRANULE + size_bytes <= SHADOW_GRANULE)
		return true;
	return rt_report_is_under_way || rt_shadow_first_closed(address, size_bytes) == 0;
}

#define ACCESS(name, parameters, verb, size, is_good) \
	void name parameters; \
	void name parameters \
	{ \
		if (!(is_good)) \
			rt_report_access(&(struct report_access){ address, size, verb, NULL }, \
			                 &REPORT_CALLER); \
	}
#define BOTH_FORMS(name, parameters, verb, size, is_good) \
	ACCESS(name, parameters, verb, size, is_good) \
	ACCESS(name##_noabort, parameters, verb, size, is_good)

/* __asan_report_ is for code that was compiled to look at the shadow itself, and
 * found that it may not. Ingot does not compile so; an object from elsewhere may. */
#define SIZE(size) \
	BOTH_FORMS(__asan_load##size, (uintptr_t address), "read", size, is_open(address, size)) \
	BOTH_FORMS(__asan_store##size, (uintptr_t address), "write", size, is_open(address, size)) \
	BOTH_FORMS(__asan_report_load##size, (uintptr_t address), "read", size, false) \
	BOTH_FORMS(__asan_report_store##size, (uintptr_t address), "write", size, false)

SIZE(1)
SIZE(2)
SIZE(4)
SIZE(8)
SIZE(16)

#define ANY_SIZE(name, verb, is_good) \
	BOTH_FORMS(name, (uintptr_t address, size_t size_bytes), verb, size_bytes, is_good)

ANY_SIZE(__asan_loadN, "read", is_open(address, size_bytes))
ANY_SIZE(__asan_storeN, "write", is_open(address, size_bytes))
ANY_SIZE(__asan_report_load_n, "read", false)
ANY_SIZE(__asan_report_store_n, "write", false)
