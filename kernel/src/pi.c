/* pi: see pi.h. Every operation here is done in integers: the kernel has no
 * floating-point registers. */
#include "pi.h"

/* Both series are below half a unit in the last place of pi from here on. */
#define LAST_TERM 25

/* The arc tangent of 1/x by its series; x >= 5. From the smallest term to the
 * largest, so that the small ones are not rounded away. */
static double arc_tangent_of_inverse(double x)
{
	double sum = 0;

	for (int n = LAST_TERM; n >= 1; n -= 2)
		sum = 1.0 / n - sum / (x * x);
	return sum / x;
}

double pi_compute(void)
{
	return 16 * arc_tangent_of_inverse(5) - 4 * arc_tangent_of_inverse(239);
}
