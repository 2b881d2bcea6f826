/* A power with an integer exponent, by squaring; the compiler calls these for
 * __builtin_powi. A negative exponent gives the reciprocal of the power. */

float __powisf2(float a, int b);
double __powidf2(double a, int b);

double __powidf2(double a, int b)
{
	unsigned left = b < 0 ? 0u - (unsigned)b : (unsigned)b;
	double power = 1;

	for (; left != 0; left >>= 1, a *= a)
		if ((left & 1) != 0)
			power *= a;
	return b < 0 ? 1 / power : power;
}

float __powisf2(float a, int b)
{
	unsigned left = b < 0 ? 0u - (unsigned)b : (unsigned)b;
	float power = 1;

	for (; left != 0; left >>= 1, a *= a)
		if ((left & 1) != 0)
			power *= a;
	return b < 0 ? 1 / power : power;
}
