/* What the compiler calls for numbers, beside compiler-rt's builtins. Both
 * sides take their operands as this host passes them. */

#include "calls.h"

typedef unsigned __int128 uwide;
typedef __int128 wide;

static volatile double double_result;
static volatile float float_result;
static volatile int64_t integer_result;
static volatile uwide wide_result;

#define BESIDE(who, type, function, parameters, name, result, arguments) \
	type function parameters; \
	type rt_##function parameters; \
	CALL(name, ours, result = rt_##function arguments) \
	CALL(name, who, result = function arguments)
#define BOTH(...) BESIDE(theirs, __VA_ARGS__)
#define FPU(...)  BESIDE(hardware, __VA_ARGS__)

#define D                       mixed_doubles[i], mixed_doubles[i + 1]
#define F                       mixed_floats[i], mixed_floats[i + 1]
#define DOUBLES(function, name) BOTH(double, function, (double, double), name, double_result, (D))
#define FLOATS(function, name)  BOTH(float, function, (float, float), name, float_result, (F))
DOUBLES(__adddf3, add_double)
DOUBLES(__subdf3, subtract_double)
DOUBLES(__muldf3, multiply_double)
DOUBLES(__divdf3, divide_double)
FLOATS(__addsf3, add_float)
FLOATS(__subsf3, subtract_float)
FLOATS(__mulsf3, multiply_float)
FLOATS(__divsf3, divide_float)

#define COMPARISON(function, name) \
	BOTH(int, __##function##df2, (double, double), name##_double, integer_result, (D)) \
	BOTH(int, __##function##sf2, (float, float), name##_float, integer_result, (F))
COMPARISON(eq, equal)
COMPARISON(lt, less)
COMPARISON(le, less_or_equal)
COMPARISON(gt, greater)
COMPARISON(ge, greater_or_equal)
BOTH(int, __unorddf2, (double, double), unordered_double, integer_result, (D))
FPU(int, __unordsf2, (float, float), unordered_float, integer_result, (F))

BOTH(float, __truncdfsf2, (double), double_to_float, float_result, (mixed_doubles[i]))
BOTH(double, __extendsfdf2, (float), float_to_double, double_result, (mixed_floats[i]))
#define TO_INTEGER(peer, code, type, name) \
	peer(type, __fixdf##code, (double), double_to_##name, wide_result, (mixed_doubles[i])) \
		peer(type, __fixsf##code, (float), float_to_##name, wide_result, \
	             (mixed_floats[i])) peer(u##type, __fixunsdf##code, (double), \
	                                     double_to_u##name, wide_result, (doubles[i])) \
			peer(u##type, __fixunssf##code, (float), float_to_u##name, wide_result, \
	                     (floats[i]))
TO_INTEGER(BOTH, si, int32_t, int32)
TO_INTEGER(FPU, di, int64_t, int64)
TO_INTEGER(BOTH, ti, wide, int128)

#define FROM_INTEGER(peer, code, type, name, array) \
	peer(double, __float##code##df, (type), name##_to_double, double_result, ((type)array[i])) \
		peer(float, __float##code##sf, (type), name##_to_float, float_result, \
	             ((type)array[i]))
FROM_INTEGER(BOTH, si, int32_t, int32, integers)
FROM_INTEGER(BOTH, unsi, uint32_t, uint32, integers)
FROM_INTEGER(FPU, di, int64_t, int64, integers)
FROM_INTEGER(FPU, undi, uint64_t, uint64, integers)
FROM_INTEGER(BOTH, ti, wide, int128, wides)
FROM_INTEGER(BOTH, unti, uwide, uint128, wides)

#define WIDE(type, function, name) \
	BOTH(type, function, (type, type), name, wide_result, ((type)wides[i], (type)wides[i + 1]))
WIDE(wide, __multi3, multiply_128)
WIDE(wide, __divti3, divide_int128)
WIDE(wide, __modti3, modulo_int128)
WIDE(uwide, __udivti3, divide_uint128)
WIDE(uwide, __umodti3, modulo_uint128)

/* musl has an instruction of the host's for it. */
FPU(double, sqrt, (double), sqrt, double_result, (doubles[i]))
FPU(float, sqrtf, (float), sqrt_float, float_result, (floats[i]))

#define OURS(function) \
	double rt_##function(double); \
	CALL(function, ours, double_result = rt_##function(doubles[i]))
OURS(exp)
OURS(log)
OURS(sin)
OURS(tan)
OURS(atan)
OURS(cbrt)
OURS(erf)
OURS(tgamma)
double rt_pow(double, double);
CALL(pow, ours, double_result = rt_pow(doubles[i], 1.7))
