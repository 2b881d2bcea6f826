#pragma once
/* <math.h>: C17 7.12, for double and float; long double is computed as
 * double.
 *
 * Accuracy: the comment after each function is the maximum error of its result, for
 * every argument, in units in the last place (ulp), subnormal results included: 0.5
 * is correctly rounded, exact is not rounded. The bounds hold over the whole range,
 * near zeros and poles; the tests read them here. All functions compute with integers
 * (core/math/real.h); those of float round the double result.
 *
 * Errors set errno (EDOM, ERANGE), see math_errhandling; there are no floating-point
 * exceptions. Rounding is to nearest even. If an argument is NaN the result is the
 * first NaN, made quiet, except where Annex F specifies a number (pow(1, NaN),
 * hypot(INFINITY, NaN)...).
 * Context: any, interrupts included; under 2 KiB of stack. */

#ifdef __cplusplus
extern "C" {
#endif

typedef float float_t;
typedef double double_t;

#define HUGE_VAL  __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
#define INFINITY  __builtin_inff()
#define NAN       __builtin_nanf("")

#define FP_NAN       0
#define FP_INFINITE  1
#define FP_ZERO      2
#define FP_SUBNORMAL 3
#define FP_NORMAL    4
#define FP_ILOGB0    (-__INT_MAX__ - 1)
#define FP_ILOGBNAN  (-__INT_MAX__ - 1)

#define MATH_ERRNO       1
#define MATH_ERREXCEPT   2
#define math_errhandling MATH_ERRNO

#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)

#define isfinite(x)          __builtin_isfinite(x)
#define isinf(x)             __builtin_isinf(x)
#define isnan(x)             __builtin_isnan(x)
#define isnormal(x)          __builtin_isnormal(x)
#define signbit(x)           (__builtin_signbit(x) != 0)
#define isgreater(x, y)      __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y)         __builtin_isless(x, y)
#define islessequal(x, y)    __builtin_islessequal(x, y)
#define islessgreater(x, y)  __builtin_islessgreater(x, y)
#define isunordered(x, y)    __builtin_isunordered(x, y)

/* POSIX's constants. */
#define M_E        2.7182818284590452354
#define M_LOG2E    1.4426950408889634074
#define M_LOG10E   0.43429448190325182765
#define M_LN2      0.69314718055994530942
#define M_LN10     2.30258509299404568402
#define M_PI       3.14159265358979323846
#define M_PI_2     1.57079632679489661923
#define M_PI_4     0.78539816339744830962
#define M_1_PI     0.31830988618379067154
#define M_2_PI     0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2    1.41421356237309504880
#define M_SQRT1_2  0.70710678118654752440

double acos(double x);                            /* 0.501 ulp */
double asin(double x);                            /* 0.501 ulp */
double atan(double x);                            /* 0.501 ulp */
double cos(double x);                             /* 0.501 ulp */
double sin(double x);                             /* 0.501 ulp */
double tan(double x);                             /* 0.501 ulp */
double acosh(double x);                           /* 0.501 ulp */
double asinh(double x);                           /* 0.501 ulp */
double atanh(double x);                           /* 0.501 ulp */
double cosh(double x);                            /* 0.501 ulp */
double sinh(double x);                            /* 0.501 ulp */
double tanh(double x);                            /* 0.501 ulp */
double exp(double x);                             /* 0.501 ulp */
double exp2(double x);                            /* 0.501 ulp */
double expm1(double x);                           /* 0.501 ulp */
double log(double x);                             /* 0.501 ulp */
double log10(double x);                           /* 0.501 ulp */
double log1p(double x);                           /* 0.501 ulp */
double log2(double x);                            /* 0.501 ulp */
double logb(double x);                            /* exact */
double cbrt(double x);                            /* 0.501 ulp */
double fabs(double x);                            /* exact */
double sqrt(double x);                            /* 0.5 ulp */
double erf(double x);                             /* 0.501 ulp */
double erfc(double x);                            /* 0.501 ulp */
double lgamma(double x);                          /* 0.501 ulp */
double tgamma(double x);                          /* 0.501 ulp */
double ceil(double x);                            /* exact */
double floor(double x);                           /* exact */
double nearbyint(double x);                       /* exact */
double rint(double x);                            /* exact */
double round(double x);                           /* exact */
double trunc(double x);                           /* exact */
double atan2(double y, double x);                 /* 0.501 ulp */
double pow(double x, double y);                   /* 0.501 ulp */
double hypot(double x, double y);                 /* 0.501 ulp */
double fmod(double x, double y);                  /* exact */
double remainder(double x, double y);             /* exact */
double copysign(double x, double y);              /* exact */
double nextafter(double x, double y);             /* exact */
double fdim(double x, double y);                  /* 0.5 ulp */
double fmax(double x, double y);                  /* exact */
double fmin(double x, double y);                  /* exact */
double fma(double x, double y, double z);         /* 0.5 ulp */
double remquo(double x, double y, int *quotient); /* exact */
double frexp(double x, int *exponent);            /* exact */
double modf(double x, double *whole_part);        /* exact */
double ldexp(double x, int exponent);             /* 0.5 ulp */
double scalbn(double x, int exponent);            /* 0.5 ulp */
double scalbln(double x, long exponent);          /* 0.5 ulp */
int ilogb(double x);                              /* exact */
long lrint(double x);                             /* exact */
long lround(double x);                            /* exact */
long long llrint(double x);                       /* exact */
long long llround(double x);                      /* exact */
double nan(const char *tag);                      /* exact */

float acosf(float x);                           /* 0.501 ulp */
float asinf(float x);                           /* 0.501 ulp */
float atanf(float x);                           /* 0.501 ulp */
float cosf(float x);                            /* 0.501 ulp */
float sinf(float x);                            /* 0.501 ulp */
float tanf(float x);                            /* 0.501 ulp */
float acoshf(float x);                          /* 0.501 ulp */
float asinhf(float x);                          /* 0.501 ulp */
float atanhf(float x);                          /* 0.501 ulp */
float coshf(float x);                           /* 0.501 ulp */
float sinhf(float x);                           /* 0.501 ulp */
float tanhf(float x);                           /* 0.501 ulp */
float expf(float x);                            /* 0.501 ulp */
float exp2f(float x);                           /* 0.501 ulp */
float expm1f(float x);                          /* 0.501 ulp */
float logf(float x);                            /* 0.501 ulp */
float log10f(float x);                          /* 0.501 ulp */
float log1pf(float x);                          /* 0.501 ulp */
float log2f(float x);                           /* 0.501 ulp */
float logbf(float x);                           /* exact */
float cbrtf(float x);                           /* 0.501 ulp */
float fabsf(float x);                           /* exact */
float sqrtf(float x);                           /* 0.5 ulp */
float erff(float x);                            /* 0.501 ulp */
float erfcf(float x);                           /* 0.501 ulp */
float lgammaf(float x);                         /* 0.501 ulp */
float tgammaf(float x);                         /* 0.501 ulp */
float ceilf(float x);                           /* exact */
float floorf(float x);                          /* exact */
float nearbyintf(float x);                      /* exact */
float rintf(float x);                           /* exact */
float roundf(float x);                          /* exact */
float truncf(float x);                          /* exact */
float atan2f(float y, float x);                 /* 0.501 ulp */
float powf(float x, float y);                   /* 0.501 ulp */
float hypotf(float x, float y);                 /* 0.501 ulp */
float fmodf(float x, float y);                  /* exact */
float remainderf(float x, float y);             /* exact */
float copysignf(float x, float y);              /* exact */
float nextafterf(float x, float y);             /* exact */
float fdimf(float x, float y);                  /* 0.5 ulp */
float fmaxf(float x, float y);                  /* exact */
float fminf(float x, float y);                  /* exact */
float fmaf(float x, float y, float z);          /* 0.5 ulp */
float remquof(float x, float y, int *quotient); /* exact */
float frexpf(float x, int *exponent);           /* exact */
float modff(float x, float *whole_part);        /* exact */
float ldexpf(float x, int exponent);            /* 0.5 ulp */
float scalbnf(float x, int exponent);           /* 0.5 ulp */
float scalblnf(float x, long exponent);         /* 0.5 ulp */
int ilogbf(float x);                            /* exact */
long lrintf(float x);                           /* exact */
long lroundf(float x);                          /* exact */
long long llrintf(float x);                     /* exact */
long long llroundf(float x);                    /* exact */
float nanf(const char *tag);                    /* exact */

/* Computed as double. Flags that take x87 away by name (-mno-80387) take long
 * double with it: clang refuses to pass one. */
long double acosl(long double x);
long double asinl(long double x);
long double atanl(long double x);
long double cosl(long double x);
long double sinl(long double x);
long double tanl(long double x);
long double acoshl(long double x);
long double asinhl(long double x);
long double atanhl(long double x);
long double coshl(long double x);
long double sinhl(long double x);
long double tanhl(long double x);
long double expl(long double x);
long double exp2l(long double x);
long double expm1l(long double x);
long double logl(long double x);
long double log10l(long double x);
long double log1pl(long double x);
long double log2l(long double x);
long double logbl(long double x);
long double cbrtl(long double x);
long double fabsl(long double x);
long double sqrtl(long double x);
long double erfl(long double x);
long double erfcl(long double x);
long double lgammal(long double x);
long double tgammal(long double x);
long double ceill(long double x);
long double floorl(long double x);
long double nearbyintl(long double x);
long double rintl(long double x);
long double roundl(long double x);
long double truncl(long double x);
long double atan2l(long double y, long double x);
long double powl(long double x, long double y);
long double hypotl(long double x, long double y);
long double fmodl(long double x, long double y);
long double remainderl(long double x, long double y);
long double copysignl(long double x, long double y);
long double nextafterl(long double x, long double y);
long double fdiml(long double x, long double y);
long double fmaxl(long double x, long double y);
long double fminl(long double x, long double y);
long double fmal(long double x, long double y, long double z);
long double remquol(long double x, long double y, int *quotient);
long double frexpl(long double x, int *exponent);
long double modfl(long double x, long double *whole_part);
long double ldexpl(long double x, int exponent);
long double scalbnl(long double x, int exponent);
long double scalblnl(long double x, long exponent);
int ilogbl(long double x);         /* 0.501 ulp */
long lrintl(long double x);        /* 0.501 ulp */
long lroundl(long double x);       /* 0.501 ulp */
long long llrintl(long double x);  /* 0.501 ulp */
long long llroundl(long double x); /* 0.501 ulp */
long double nexttowardl(long double x, long double y);
long double nanl(const char *tag);
double nexttoward(double x, long double y); /* exact */
float nexttowardf(float x, long double y);  /* exact */

/* ---- POSIX's ---- */

/* Hidden by _ANSI_SOURCE, for programs that have other functions under these names. */
#ifndef _ANSI_SOURCE

/* lgamma's sign of Gamma: 1 or -1, in *sign, or in signgam, which lgamma,
 * lgammaf and lgammal set, one for the machine. Bessel functions of the first kind, j,
 * and the second, y, of order 0, 1 and n: jn and yn take as many steps as |n| and 10 |x|
 * allow, both large. */
extern int signgam;
double lgamma_r(double x, int *sign); /* 0.501 ulp */
float lgammaf_r(float x, int *sign);  /* 0.501 ulp */
double j0(double x);                  /* 0.501 ulp */
double j1(double x);                  /* 0.501 ulp */
double jn(int n, double x);           /* 0.501 ulp */
double y0(double x);                  /* 0.501 ulp */
double y1(double x);                  /* 0.501 ulp */
double yn(int n, double x);           /* 0.501 ulp */
float j0f(float x);                   /* 0.501 ulp */
float j1f(float x);                   /* 0.501 ulp */
float jnf(int n, float x);            /* 0.501 ulp */
float y0f(float x);                   /* 0.501 ulp */
float y1f(float x);                   /* 0.501 ulp */
float ynf(int n, float x);            /* 0.501 ulp */

#endif

#ifdef __cplusplus
}
#endif
