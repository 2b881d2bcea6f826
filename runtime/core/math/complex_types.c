/* <complex.h> for float and long double, computed as double. */
#include "../support/long_double.h"
#include "complex_parts.h"

__extension__ typedef float _Complex float_complex_t;

#define TO_REAL(name) \
	float name##f(float_complex_t z) \
	{ \
		return (float)name(z); \
	}
#define TO_COMPLEX(name) \
	float_complex_t name##f(float_complex_t z) \
	{ \
		return (float_complex_t)name(z); \
	}
#define LONG_TO_REAL(name) \
	LONG_DOUBLE(long_double_t, name##l, (long_complex_t z)) \
	{ \
		return name((complex_t)z); \
	}
#define LONG_TO_COMPLEX(name) \
	LONG_DOUBLE(long_complex_t, name##l, (long_complex_t z)) \
	{ \
		return name((complex_t)z); \
	}

/* clang-format off */
#define ALL_REAL(TO) TO(cabs) TO(carg) TO(cimag) TO(creal)
#define ALL_COMPLEX(TO) \
	TO(conj) TO(cproj) TO(cacos) TO(casin) TO(catan) TO(ccos) TO(csin) TO(ctan) TO(cacosh) \
	TO(casinh) TO(catanh) TO(ccosh) TO(csinh) TO(ctanh) TO(cexp) TO(clog) TO(csqrt)
/* clang-format on */

ALL_REAL(TO_REAL)
ALL_COMPLEX(TO_COMPLEX)

float_complex_t cpowf(float_complex_t x, float_complex_t y)
{
	return (float_complex_t)cpow(x, y);
}

/* See long_double.h. */
#if defined(__x86_64__) && !defined(__SSE2__)
typedef complex_t long_complex_t;
#else
__extension__ typedef long double _Complex long_complex_t;
#endif

ALL_REAL(LONG_TO_REAL)
ALL_COMPLEX(LONG_TO_COMPLEX)

LONG_DOUBLE(long_complex_t, cpowl, (long_complex_t x, long_complex_t y))
{
	return cpow((complex_t)x, (complex_t)y);
}
