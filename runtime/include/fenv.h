#pragma once
/* <fenv.h>: C17 7.6 for arithmetic that rounds to nearest even and has no
 * exceptions: whether it is soft float or SSE, the runtime neither sets nor
 * reads the processor's control register. So no FE_ exception is defined, and
 * FE_TONEAREST is the only rounding.
 *
 * Functions that return int return 0 on success. A request for an exception (an argument
 * other than 0, which FE_ALL_EXCEPT is) or for another rounding mode fails.
 * Context: anywhere. */

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned fenv_t;
typedef unsigned fexcept_t;

#define FE_ALL_EXCEPT 0
#define FE_TONEAREST  0
#define FE_DFL_ENV    ((const fenv_t *)0)

int feclearexcept(int exceptions);
int fegetexceptflag(fexcept_t *to, int exceptions);
int feraiseexcept(int exceptions);
int fesetexceptflag(const fexcept_t *from, int exceptions);
int fetestexcept(int exceptions);
int fegetround(void);
int fesetround(int mode);
int fegetenv(fenv_t *to);
int feholdexcept(fenv_t *to);
int fesetenv(const fenv_t *from);
int feupdateenv(const fenv_t *from);

#ifdef __cplusplus
}
#endif
