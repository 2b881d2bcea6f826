/* <math.h> as C17 7.12 lists it: each type, macro and function, used with the
 * type that the standard gives it. Compiled, never run. */

#include <math.h>

/* 7.12p3 to p9; FP_FAST_* are optional. */
_Static_assert(sizeof(float_t) >= sizeof(float) && sizeof(double_t) >= sizeof(double), "p2");
_Static_assert(_Generic(HUGE_VAL, double: 1) && _Generic(HUGE_VALF, float: 1), "p3");
_Static_assert(_Generic(HUGE_VALL, long double: 1), "p3");
_Static_assert(_Generic(INFINITY, float: 1) && _Generic(NAN, float: 1), "p4, p5");
enum {
	CLASSES = FP_INFINITE != FP_NAN && FP_NAN != FP_NORMAL && FP_NORMAL != FP_SUBNORMAL &&
	          FP_SUBNORMAL != FP_ZERO,
	ILOGB = (FP_ILOGB0 == -__INT_MAX__ - 1 || FP_ILOGB0 == -__INT_MAX__) &&
	        (FP_ILOGBNAN == -__INT_MAX__ - 1 || FP_ILOGBNAN == __INT_MAX__),
	ERRORS = MATH_ERRNO == 1 && MATH_ERREXCEPT == 2,
};
_Static_assert((CLASSES) && (ILOGB) && (ERRORS), "7.12p6, p8, p9");
_Static_assert(_Generic(math_errhandling, int: 1), "p9");

/* 7.12.3, 7.12.14 */
int classify(float f, double d, long double l)
{
	return fpclassify(f) + fpclassify(d) + fpclassify(l) + isfinite(d) + isinf(d) + isnan(f) +
	       isnormal(l) + signbit(d) + isgreater(f, d) + isgreaterequal(d, l) + isless(d, f) +
	       islessequal(d, d) + islessgreater(l, d) + isunordered(d, f);
}

/* clang-format off */
#define FUNCTION(result, name, ...) \
	result (*const use_##name)(__VA_ARGS__) = name;
#define ONE(name) \
	FUNCTION(double, name, double) FUNCTION(float, name##f, float) \
	FUNCTION(long double, name##l, long double)
#define TWO(name) \
	FUNCTION(double, name, double, double) FUNCTION(float, name##f, float, float) \
	FUNCTION(long double, name##l, long double, long double)
#define TO(type, name) \
	FUNCTION(type, name, double) FUNCTION(type, name##f, float) \
	FUNCTION(type, name##l, long double)
#define WITH(name, type) \
	FUNCTION(double, name, double, type) FUNCTION(float, name##f, float, type) \
	FUNCTION(long double, name##l, long double, type)

ONE(acos) ONE(asin) ONE(atan) TWO(atan2) ONE(cos) ONE(sin) ONE(tan)
ONE(acosh) ONE(asinh) ONE(atanh) ONE(cosh) ONE(sinh) ONE(tanh)
ONE(exp) ONE(exp2) ONE(expm1) WITH(frexp, int *) TO(int, ilogb) WITH(ldexp, int)
ONE(log) ONE(log10) ONE(log1p) ONE(log2) ONE(logb)
FUNCTION(double, modf, double, double *)
FUNCTION(float, modff, float, float *)
FUNCTION(long double, modfl, long double, long double *)
WITH(scalbn, int) WITH(scalbln, long)
ONE(cbrt) ONE(fabs) TWO(hypot) TWO(pow) ONE(sqrt)
ONE(erf) ONE(erfc) ONE(lgamma) ONE(tgamma)
ONE(ceil) ONE(floor) ONE(nearbyint) ONE(rint) TO(long, lrint) TO(long long, llrint)
ONE(round) TO(long, lround) TO(long long, llround) ONE(trunc)
TWO(fmod) TWO(remainder)
FUNCTION(double, remquo, double, double, int *)
FUNCTION(float, remquof, float, float, int *)
FUNCTION(long double, remquol, long double, long double, int *)
TWO(copysign) TWO(nextafter) TWO(fdim) TWO(fmax) TWO(fmin)
FUNCTION(double, nan, const char *)
FUNCTION(float, nanf, const char *)
FUNCTION(long double, nanl, const char *)
FUNCTION(double, nexttoward, double, long double)
FUNCTION(float, nexttowardf, float, long double)
FUNCTION(long double, nexttowardl, long double, long double)
FUNCTION(double, fma, double, double, double)
FUNCTION(float, fmaf, float, float, float)
FUNCTION(long double, fmal, long double, long double, long double)

/* Passed and returned, not only declared. */
long double through(long double x)
{
	return sinl(x) + fmal(x, x, 1);
}
