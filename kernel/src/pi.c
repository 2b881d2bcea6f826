/* pi: see pi.h. Every operation here is done in integers: the kernel has no
 * floating-point registers. */
#include "pi.h"

/* The arc tangent of 1/x by its series; x > 1. Ends when a term no longer
 * changes the sum. */
static double arc_tangent_of_inverse(double x)
{
	double power = 1 / x;
	double sum = power;
	double before = 0;

	for (int n = 3; sum != before; n += 2) {
		before = sum;
		power /= -(x * x);
		sum += power / n;
	}
	return sum;
}

double pi_compute(void)
{
	return 16 * arc_tangent_of_inverse(5) - 4 * arc_tangent_of_inverse(239);
}
