/* abs and div in their three widths, and those of <inttypes.h>. */

#include <inttypes.h>
#include <stdlib.h>

int abs(int value)
{
	return value < 0 ? -value : value;
}

long labs(long value)
{
	return value < 0 ? -value : value;
}

long long llabs(long long value)
{
	return value < 0 ? -value : value;
}

intmax_t imaxabs(intmax_t value)
{
	return value < 0 ? -value : value;
}

div_t div(int dividend, int divisor)
{
	return (div_t){ dividend / divisor, dividend % divisor };
}

ldiv_t ldiv(long dividend, long divisor)
{
	return (ldiv_t){ dividend / divisor, dividend % divisor };
}

lldiv_t lldiv(long long dividend, long long divisor)
{
	return (lldiv_t){ dividend / divisor, dividend % divisor };
}

imaxdiv_t imaxdiv(intmax_t dividend, intmax_t divisor)
{
	return (imaxdiv_t){ dividend / divisor, dividend % divisor };
}
