#pragma once
/* What jq's configure finds of <math.h>: all that there is. libonig takes alloca to be
 * declared by <stdlib.h>. */
#include <alloca.h>

#define HAVE_ACOS       1
#define HAVE_ACOSH      1
#define HAVE_ASIN       1
#define HAVE_ASINH      1
#define HAVE_ATAN       1
#define HAVE_ATAN2      1
#define HAVE_ATANH      1
#define HAVE_CBRT       1
#define HAVE_CEIL       1
#define HAVE_COPYSIGN   1
#define HAVE_COS        1
#define HAVE_COSH       1
#define HAVE_ERF        1
#define HAVE_ERFC       1
#define HAVE_EXP        1
#define HAVE_EXP2       1
#define HAVE_EXPM1      1
#define HAVE_FABS       1
#define HAVE_FDIM       1
#define HAVE_FLOOR      1
#define HAVE_FMA        1
#define HAVE_FMAX       1
#define HAVE_FMIN       1
#define HAVE_FMOD       1
#define HAVE_FREXP      1
#define HAVE_HYPOT      1
#define HAVE_J0         1
#define HAVE_J1         1
#define HAVE_JN         1
#define HAVE_LDEXP      1
#define HAVE_LGAMMA     1
#define HAVE_LGAMMA_R   1
#define HAVE_LOG        1
#define HAVE_LOG10      1
#define HAVE_LOG1P      1
#define HAVE_LOG2       1
#define HAVE_LOGB       1
#define HAVE_MODF       1
#define HAVE_NEARBYINT  1
#define HAVE_NEXTAFTER  1
#define HAVE_NEXTTOWARD 1
#define HAVE_POW        1
#define HAVE_REMAINDER  1
#define HAVE_RINT       1
#define HAVE_ROUND      1
#define HAVE_SCALBLN    1
#define HAVE_SIN        1
#define HAVE_SINH       1
#define HAVE_SQRT       1
#define HAVE_TAN        1
#define HAVE_TANH       1
#define HAVE_TGAMMA     1
#define HAVE_TRUNC      1
#define HAVE_Y0         1
#define HAVE_Y1         1
#define HAVE_YN         1

char *realpath(const char *path, char *to);
