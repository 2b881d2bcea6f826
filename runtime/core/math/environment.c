/* <fenv.h>, C17 7.6: one way to round and no exceptions, so there is nothing
 * to save; see fenv.h. */
#include <fenv.h>

int feclearexcept(int exceptions)
{
	return exceptions;
}

int feraiseexcept(int exceptions)
{
	return exceptions;
}

int fetestexcept(int exceptions)
{
	(void)exceptions;
	return 0;
}

int fegetexceptflag(fexcept_t *to, int exceptions)
{
	*to = 0;
	return exceptions;
}

int fesetexceptflag(const fexcept_t *from, int exceptions)
{
	(void)from;
	return exceptions;
}

int fegetround(void)
{
	return FE_TONEAREST;
}

int fesetround(int mode)
{
	return mode != FE_TONEAREST;
}

int fegetenv(fenv_t *to)
{
	*to = 0;
	return 0;
}

int feholdexcept(fenv_t *to)
{
	*to = 0;
	return 0;
}

int fesetenv(const fenv_t *from)
{
	(void)from;
	return 0;
}

int feupdateenv(const fenv_t *from)
{
	(void)from;
	return 0;
}
