/* Bessel functions of whole order, POSIX's. Orders 0 and 1 by power series and Hankel's
 * expansion; from these to others by J(n+1) = 2n/x J(n) - J(n-1), upwards as long as
 * that is stable: for J until the order is x, for Y always. J beyond that is computed
 * downwards from where it is nothing (Miller). Abramowitz and Stegun, 9.1, 9.2, 9.12. */

#include <math.h>

#include "bessel.h"
#include "special.h"

/* e to the minus this is no double. */
#define LOG_NOTHING 800
/* |Y| of this exponent and more is no double, and grows on. */
#define HUGE_EXPONENT 1100

/* ---- Hankel's expansion ---- */

/* sqrt(pi x) times the functions is P (c + s) - Q (s - c) for order 0, where c and s are
 * of x; each order turns by a quarter. P and Q: the even and odd terms of
 * (4n^2 - 1) (4n^2 - 9) ... (4n^2 - (2k-1)^2) / (k! (8x)^k), signs + + - - + + ... */
static void add_expansion(int64_t n, struct real x, struct real *p, struct real *q)
{
	struct real term = REAL_ONE, inverse = rt_real_divide(REAL_ONE, real_scale(x, 3));

	*p = REAL_ONE;
	*q = REAL_ZERO;
	for (int64_t k = 1;; k++) {
		struct real factor = rt_real_multiply(rt_real_from_integer(2 * n - (2 * k - 1)),
		                                      rt_real_from_integer(2 * n + (2 * k - 1)));

		factor = rt_real_divide(rt_real_multiply(factor, inverse), rt_real_from_integer(k));
		term = rt_real_multiply(term, factor);
		if (real_is_below(term, -132) || (factor.negative && !real_is_below(factor, 0)))
			return;
		struct real *sum = k & 1 ? q : p;
		*sum = rt_real_add(*sum, real_negate_if(term, k & 2));
	}
}

struct real rt_bessel_hankel(enum bessel_kind kind, int64_t order, double x)
{
	struct real a = rt_real_from_double(x), p, q;
	struct real sine = rt_real_sine_of(x, 0), cosine = rt_real_sine_of(x, 1);
	struct real sum = rt_real_add(cosine, sine), difference = rt_real_subtract(sine, cosine);
	/* cosine and sine of x - pi/4 - order pi/2, times sqrt(2) */
	struct real along = order & 1 ? difference : sum;
	struct real across = order & 1 ? real_negate_if(sum, true) : difference;

	add_expansion(order, a, &p, &q);
	along = real_negate_if(along, order & 2);
	across = real_negate_if(across, order & 2);
	if (kind == BESSEL_Y) {
		struct real first = along;

		along = across;
		across = real_negate_if(first, true);
	}
	struct real value = rt_real_subtract(rt_real_multiply(p, along),
	                                     rt_real_multiply(q, across));
	return rt_real_divide(value, rt_real_square_root(rt_real_multiply(REAL_PI, a)));
}

/* ---- Orders ---- */

static bool takes_series(double x)
{
	return x < BESSEL_SERIES_END;
}

static struct real first_two(enum bessel_kind kind, int64_t order, double x)
{
	if (!takes_series(x))
		return rt_bessel_hankel(kind, order, x);
	if (kind == BESSEL_J)
		return rt_bessel_series_j(order, rt_real_from_double(x));
	return rt_bessel_series_y(order, rt_real_from_double(x));
}

/* What order n adds to n - 1 and n + 1: 2n/x of its own. */
static struct real step(struct real twice_inverse, int64_t n, struct real here, struct real other)
{
	struct real factor = rt_real_multiply(twice_inverse, rt_real_from_integer(n));

	return rt_real_subtract(rt_real_multiply(factor, here), other);
}

static struct real go_up(enum bessel_kind kind, int64_t order, double x)
{
	struct real below = first_two(kind, 0, x), here = first_two(kind, 1, x);
	struct real twice_inverse = rt_real_divide(REAL_ONE, rt_real_from_double(x));

	twice_inverse = real_scale(twice_inverse, 1);
	for (int64_t n = 1; n < order && real_is_below(here, HUGE_EXPONENT); n++) {
		struct real next = step(twice_inverse, n, here, below);

		below = here;
		here = next;
	}
	return here;
}

/* Whether J is below all doubles, for an order above x: it is at most
 * e^-(n (a - tanh a)) with cosh a = n/x. */
static bool is_nothing(int64_t order, double x)
{
	struct real n = rt_real_from_integer(order);
	struct real ratio = rt_real_divide(n, rt_real_from_double(x));
	struct real square = rt_real_subtract(rt_real_multiply(ratio, ratio), REAL_ONE);

	if (square.negative || square.word == 0)
		return false;
	struct real root = rt_real_square_root(square);
	struct real a = rt_real_subtract(rt_real_log(rt_real_add(ratio, root)),
	                                 rt_real_divide(root, ratio));
	a = rt_real_multiply(a, n);
	return !rt_real_subtract(a, rt_real_from_integer(LOG_NOTHING)).negative;
}

/* From an order so high that J is 2^-130 of what it is at `order`: there it falls by
 * e^-(2/3 sqrt(2/x) d^1.5) over d orders, and faster. */
static struct real go_down(int64_t order, double x)
{
	struct real above = REAL_ZERO, here = REAL_ONE, wanted = REAL_ZERO;
	struct real twice_inverse = rt_real_divide(REAL_ONE, rt_real_from_double(x));
	int64_t n = order + 64 + 32 * (int64_t)cbrt(x);

	twice_inverse = real_scale(twice_inverse, 1);
	for (; n > 0; n--) {
		struct real next = step(twice_inverse, n, here, above);

		if (n == order)
			wanted = here;
		above = here;
		here = next;
	}
	/* the larger of the two that are known */
	int known = real_is_below(here, above.exponent) ? 1 : 0;
	struct real scale = rt_real_divide(first_two(BESSEL_J, known, x),
	                                   known == 1 ? above : here);
	return rt_real_multiply(wanted, scale);
}

/* x must be positive and finite. */
static struct real compute(enum bessel_kind kind, int64_t order, double x)
{
	if (order < 2)
		return first_two(kind, order, x);
	if (!takes_series(x) && x / (double)order >= (double)order)
		return rt_bessel_hankel(kind, order, x);
	if (kind == BESSEL_J && takes_series(x))
		return rt_bessel_series_j(order, rt_real_from_double(x));
	if (kind == BESSEL_Y || (double)order <= x)
		return go_up(kind, order, x);
	return is_nothing(order, x) ? REAL_ZERO : go_down(order, x);
}

/* ---- POSIX's functions ---- */

/* J(-n) and J of -x are J, negated if n is odd. */
static double bessel_j(int64_t order, double x)
{
	bool negative = special_is_negative(x) != (order < 0);
	int64_t n = order < 0 ? -order : order;

	negative &= n & 1;
	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x) || special_is_infinite(x))
		return special_is_zero(x) && n == 0 ? 1 : special_signed(negative, 0);
	struct real value = compute(BESSEL_J, n, special_magnitude(x));
	if (value.word == 0)
		return rt_range_error(negative, false);
	return rt_real_round_double(real_negate_if(value, negative));
}

static double bessel_y(int64_t order, double x)
{
	int64_t n = order < 0 ? -order : order;
	bool negative = order < 0 && (n & 1);

	if (special_is_nan(x))
		return rt_quiet(x);
	if (special_is_zero(x))
		return rt_range_error(!negative, true);
	if (special_is_negative(x))
		return rt_domain_error();
	if (special_is_infinite(x))
		return 0;
	return rt_real_round_double(real_negate_if(compute(BESSEL_Y, n, x), negative));
}

double j0(double x)
{
	return bessel_j(0, x);
}

double j1(double x)
{
	return bessel_j(1, x);
}

double jn(int n, double x)
{
	return bessel_j(n, x);
}

double y0(double x)
{
	return bessel_y(0, x);
}

double y1(double x)
{
	return bessel_y(1, x);
}

double yn(int n, double x)
{
	return bessel_y(n, x);
}
