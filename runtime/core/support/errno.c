#include <errno.h>

/* Weak: see runtime.h. */
__attribute__((weak)) int *runtime_errno(void)
{
	static int number;

	return &number;
}
