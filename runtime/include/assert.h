/* <assert.h>: C17 7.2. May be included again after NDEBUG has changed, so it
 * has no guard. A failed assertion ends in runtime_panic with its place. */

#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) \
	((condition) ? (void)0 : runtime_assert_failed(__FILE__, __LINE__, __func__, #condition))
#endif

#ifndef RUNTIME_ASSERT_DECLARED
#define RUNTIME_ASSERT_DECLARED
#ifdef __cplusplus
extern "C" {
#elif !defined(__STDC_VERSION__) || __STDC_VERSION__ < 202311L
#define static_assert _Static_assert /* later a keyword */
#endif
__attribute__((__noreturn__, __cold__)) void
runtime_assert_failed(const char *file, int line, const char *function, const char *condition);
#ifdef __cplusplus
}
#endif
#endif
