/* Every arithmetic function of runtime/builtins: its name, its operands, what
 * this host's processor says, and the reference that judges it. Complex
 * numbers and powers, which are built from these, are in test_complex.c. */

#include "builtins.h"

#include <string.h>

/* As runtime/builtins/float/fp_convert.c has them. */
#ifdef __FLT16_MANT_DIG__
__extension__ typedef _Float16 half;
#else
typedef uint16_t half;
#endif
#if defined(__clang__) && defined(__SSE2__)
__extension__ typedef __bf16 bfloat;
#else
typedef uint16_t bfloat;
#endif
typedef int count;

/* A host whose NaNs are not SSE's is no judge of them: there the exact
 * reference judges everything. */
#ifdef __x86_64__
#define MACHINE(function) function
#else
#define MACHINE(function) NULL
#endif

/* as_TYPE: a bit pattern to a value; of_TYPE: back. */
#define PASS(type, word) \
	static inline type as_##type(struct bits a) \
	{ \
		word bits = (word)a.low; \
		type value; \
		memcpy(&value, &bits, sizeof value); \
		return value; \
	} \
	static inline struct bits of_##type(type value) \
	{ \
		word bits; \
		memcpy(&bits, &value, sizeof bits); \
		return (struct bits){ bits, 0 }; \
	}
PASS(half, uint16_t)
PASS(bfloat, uint16_t)
PASS(float, uint32_t)
PASS(double, uint64_t)
PASS(int32_t, uint32_t)
PASS(uint32_t, uint32_t)
PASS(int64_t, uint64_t)
PASS(uint64_t, uint64_t)

static inline int as_count(struct bits a)
{
	return (int)a.low;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef __int128 wide_int;
__extension__ typedef unsigned __int128 wide_uint;

static inline wide_uint as_wide_uint(struct bits a)
{
	return (wide_uint)a.high << 64 | a.low;
}

static inline wide_int as_wide_int(struct bits a)
{
	return (wide_int)as_wide_uint(a);
}

static inline struct bits of_wide_uint(wide_uint a)
{
	return (struct bits){ (uint64_t)a, (uint64_t)(a >> 64) };
}

static inline struct bits of_wide_int(wide_int a)
{
	return of_wide_uint((wide_uint)a);
}
#endif

static struct bits of_truth(bool truth)
{
	return (struct bits){ truth, 0 };
}

/* ours_NAME, from the runtime's function; machine_NAME, from an expression of
 * the operands x and y, which compiles to the host's instruction. */
#define OURS_1(name, result, type) \
	result rt___##name(type a); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		(void)b; \
		return of_##result(rt___##name(as_##type(a))); \
	}
#define OURS_2(name, result, first, second) \
	result rt___##name(first a, second b); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		return of_##result(rt___##name(as_##first(a), as_##second(b))); \
	}
#define MACHINE_1(name, result, type, expression) \
	static inline struct bits machine_##name(struct bits a, struct bits b) \
	{ \
		type x = as_##type(a); \
		(void)b; \
		return of_##result(expression); \
	}
#define MACHINE_2(name, result, first, second, expression) \
	static inline struct bits machine_##name(struct bits a, struct bits b) \
	{ \
		first x = as_##first(a); \
		second y = as_##second(b); \
		return of_##result(expression); \
	}

/* ---- Arithmetic ---- */

/* Written as instructions: a compiler may swap operands, which shows when both
 * are NaN. */
#ifdef __x86_64__
#define INSTRUCTION(name, type, instruction) \
	static struct bits machine_##name(struct bits a, struct bits b) \
	{ \
		type x = as_##type(a); \
		__asm__(instruction " %1, %0" : "+x"(x) : "x"(as_##type(b))); \
		return of_##type(x); \
	}
#else
#define INSTRUCTION(name, type, instruction)
#endif
#define ARITHMETIC(name, type, instruction) \
	OURS_2(name, type, type, type) \
	INSTRUCTION(name, type, instruction)
ARITHMETIC(addsf3, float, "addss")
ARITHMETIC(subsf3, float, "subss")
ARITHMETIC(mulsf3, float, "mulss")
ARITHMETIC(divsf3, float, "divss")
ARITHMETIC(adddf3, double, "addsd")
ARITHMETIC(subdf3, double, "subsd")
ARITHMETIC(muldf3, double, "mulsd")
ARITHMETIC(divdf3, double, "divsd")
OURS_1(negsf2, float, float)
OURS_1(negdf2, double, double)
MACHINE_1(negsf2, float, float, -x)
MACHINE_1(negdf2, double, double, -x)

/* ---- Comparisons: the compiler looks at the sign of the result ---- */

#define COMPARISON(name, type, relation, expression) \
	int rt___##name(type a, type b); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		return of_truth(rt___##name(as_##type(a), as_##type(b)) relation 0); \
	} \
	MACHINE_2(name, truth, type, type, expression)
#define COMPARISONS(suffix, type) \
	COMPARISON(eq##suffix, type, ==, x == y) \
	COMPARISON(ne##suffix, type, ==, x == y) \
	COMPARISON(lt##suffix, type, <, x < y) \
	COMPARISON(le##suffix, type, <=, x <= y) \
	COMPARISON(gt##suffix, type, >, x > y) \
	COMPARISON(ge##suffix, type, >=, x >= y) \
	COMPARISON(unord##suffix, type, !=, x != x || y != y)
COMPARISONS(sf2, float)
COMPARISONS(df2, double)

/* ---- Between formats ---- */

OURS_1(extendsfdf2, double, float)
OURS_1(truncdfsf2, float, double)
OURS_1(extendhfsf2, float, half)
OURS_1(extendhfdf2, double, half)
OURS_1(truncsfhf2, half, float)
OURS_1(truncdfhf2, half, double)
OURS_1(gnu_h2f_ieee, float, uint32_t)
OURS_1(extendbfsf2, float, bfloat)
OURS_1(truncsfbf2, bfloat, float)
OURS_1(truncdfbf2, bfloat, double)
MACHINE_1(extendsfdf2, double, float, (double)x)
MACHINE_1(truncdfsf2, float, double, (float)x)

uint16_t rt___gnu_f2h_ieee(float a);

static struct bits ours_gnu_f2h_ieee(struct bits a, struct bits b)
{
	(void)b;
	return (struct bits){ rt___gnu_f2h_ieee(as_float(a)), 0 };
}

#ifdef __x86_64__
static bool has_f16c(struct bits a, struct bits b)
{
	(void)a;
	(void)b;
	return __builtin_cpu_supports("f16c");
}

__attribute__((target("f16c"))) static struct bits machine_half_to_single(struct bits a,
                                                                          struct bits b)
{
	float x;

	(void)b;
	__asm__("vmovd %1, %0; vcvtph2ps %0, %0" : "=x"(x) : "r"((uint32_t)a.low));
	return of_float(x);
}

__attribute__((target("f16c"))) static struct bits machine_single_to_half(struct bits a,
                                                                          struct bits b)
{
	uint32_t x;
	float to;

	(void)b;
	__asm__("vcvtps2ph $0, %2, %1; vmovd %1, %0" : "=r"(x), "=x"(to) : "x"(as_float(a)));
	return (struct bits){ (uint16_t)x, 0 };
}
#else
#define has_f16c NULL
#endif

/* ---- To and from integers ---- */

/* What the host's conversion is defined for: magnitudes below these. */
#define DOMAIN(name, type, low, high) \
	static inline bool fits_##name(struct bits a, struct bits b) \
	{ \
		type x = as_##type(a); \
		(void)b; \
		return x > low && x < high; \
	}
#define TO_INTEGER(name, result, type, low, high) \
	OURS_1(name, result, type) \
	MACHINE_1(name, result, type, (result)x) \
	DOMAIN(name, type, low, high)
TO_INTEGER(fixsfsi, int32_t, float, -0x1p31f, 0x1p31f)
TO_INTEGER(fixsfdi, int64_t, float, -0x1p63f, 0x1p63f)
TO_INTEGER(fixdfsi, int32_t, double, -0x80000001p0, 0x1p31)
TO_INTEGER(fixdfdi, int64_t, double, -0x1p63, 0x1p63)
TO_INTEGER(fixunssfsi, uint32_t, float, -1.f, 0x1p32f)
TO_INTEGER(fixunssfdi, uint64_t, float, -1.f, 0x1p64f)
TO_INTEGER(fixunsdfsi, uint32_t, double, -1., 0x1p32)
TO_INTEGER(fixunsdfdi, uint64_t, double, -1., 0x1p64)

#define FROM_INTEGER(name, result, type) \
	OURS_1(name, result, type) \
	MACHINE_1(name, result, type, (result)x)
FROM_INTEGER(floatsisf, float, int32_t)
FROM_INTEGER(floatsidf, double, int32_t)
FROM_INTEGER(floatdisf, float, int64_t)
FROM_INTEGER(floatdidf, double, int64_t)
FROM_INTEGER(floatunsisf, float, uint32_t)
FROM_INTEGER(floatunsidf, double, uint32_t)
FROM_INTEGER(floatundisf, float, uint64_t)
FROM_INTEGER(floatundidf, double, uint64_t)

#ifdef __SIZEOF_INT128__
TO_INTEGER(fixsfti, wide_int, float, -0x1p127f, 0x1p127f)
TO_INTEGER(fixdfti, wide_int, double, -0x1p127, 0x1p127)
TO_INTEGER(fixunssfti, wide_uint, float, -1.f, __builtin_inff())
TO_INTEGER(fixunsdfti, wide_uint, double, -1., 0x1p128)
OURS_1(fixhfti, wide_int, half)
OURS_1(fixunshfti, wide_uint, half)
OURS_1(floattihf, half, wide_int)
OURS_1(floatuntihf, half, wide_uint)
FROM_INTEGER(floattisf, float, wide_int)
FROM_INTEGER(floattidf, double, wide_int)
FROM_INTEGER(floatuntisf, float, wide_uint)
FROM_INTEGER(floatuntidf, double, wide_uint)
#endif

/* ---- Integers ---- */

/* Products that tell whether they overflowed: the product, and the telling. */
#define OVERFLOWING(name, type) \
	type rt___##name(type a, type b, int *overflow); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		int overflow; \
		return of_##type(rt___##name(as_##type(a), as_##type(b), &overflow)); \
	} \
	static struct bits tells_##name(struct bits a, struct bits b) \
	{ \
		int overflow = -1; \
		rt___##name(as_##type(a), as_##type(b), &overflow); \
		return of_truth(overflow != 0); \
	} \
	static inline struct bits machine_##name(struct bits a, struct bits b) \
	{ \
		type product; \
		(void)__builtin_mul_overflow(as_##type(a), as_##type(b), &product); \
		return of_##type(product); \
	} \
	static inline struct bits machine_tells_##name(struct bits a, struct bits b) \
	{ \
		type product; \
		return of_truth(__builtin_mul_overflow(as_##type(a), as_##type(b), &product)); \
	}
OVERFLOWING(mulosi4, int32_t)
OVERFLOWING(mulodi4, int64_t)

#define COUNTING(name, type, expression) \
	int rt___##name(type a); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		(void)b; \
		return (struct bits){ (uint64_t)rt___##name(as_##type(a)), 0 }; \
	} \
	MACHINE_1(name, int32_t, type, expression)
COUNTING(popcountsi2, uint32_t, __builtin_popcount(x))
COUNTING(popcountdi2, uint64_t, __builtin_popcountll(x))
COUNTING(paritysi2, uint32_t, __builtin_parity(x))
COUNTING(paritydi2, uint64_t, __builtin_parityll(x))
COUNTING(clzsi2, uint32_t, x == 0 ? 32 : __builtin_clz(x))
COUNTING(clzdi2, uint64_t, x == 0 ? 64 : __builtin_clzll(x))
COUNTING(ctzsi2, uint32_t, x == 0 ? 32 : __builtin_ctz(x))
COUNTING(ctzdi2, uint64_t, x == 0 ? 64 : __builtin_ctzll(x))
COUNTING(ffssi2, uint32_t, __builtin_ffs((int)x))
COUNTING(ffsdi2, uint64_t, __builtin_ffsll((long long)x))
OURS_1(bswapsi2, uint32_t, uint32_t)
OURS_1(bswapdi2, uint64_t, uint64_t)
MACHINE_1(bswapsi2, uint32_t, uint32_t, __builtin_bswap32(x))
MACHINE_1(bswapdi2, uint64_t, uint64_t, __builtin_bswap64(x))

#ifdef __SIZEOF_INT128__
OVERFLOWING(muloti4, wide_int)
OURS_2(multi3, wide_int, wide_int, wide_int)
MACHINE_2(multi3, wide_uint, wide_uint, wide_uint, x *y)

/* A divisor of zero traps, and so may the quotient of the most negative number
 * and -1 on the host. */
static bool divides(struct bits a, struct bits b)
{
	(void)a;
	return b.low != 0 || b.high != 0;
}

static inline bool divides_signed(struct bits a, struct bits b)
{
	return divides(a, b) && (b.low & b.high) != ~UINT64_C(0);
}

#define DIVISION(name, type, operator) \
	type rt___##name(type a, type b); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		return divides(a, b) ? of_##type(rt___##name(as_##type(a), as_##type(b))) : a; \
	} \
	MACHINE_2(name, type, type, type, x operator y)
DIVISION(divti3, wide_int, /)
DIVISION(modti3, wide_int, %)
DIVISION(udivti3, wide_uint, /)
DIVISION(umodti3, wide_uint, %)

#define BOTH(name, type) \
	type rt___##name(type a, type b, type *remainder); \
	static struct bits ours_##name(struct bits a, struct bits b) \
	{ \
		type rest; \
		return divides(a, b) ? of_##type(rt___##name(as_##type(a), as_##type(b), &rest)) \
		                     : a; \
	} \
	static struct bits rest_##name(struct bits a, struct bits b) \
	{ \
		type rest = 0; \
		if (divides(a, b)) \
			rt___##name(as_##type(a), as_##type(b), &rest); \
		return of_##type(rest); \
	}
BOTH(divmodti4, wide_int)
BOTH(udivmodti4, wide_uint)

OURS_2(ashlti3, wide_int, wide_int, count)
OURS_2(ashrti3, wide_int, wide_int, count)
OURS_2(lshrti3, wide_int, wide_int, count)
MACHINE_2(ashlti3, wide_uint, wide_uint, count, x << y)
MACHINE_2(ashrti3, wide_int, wide_int, count, x >> y)
MACHINE_2(lshrti3, wide_uint, wide_uint, count, x >> y)
COUNTING(popcountti2, wide_uint,
         __builtin_popcountll((uint64_t)x) + __builtin_popcountll((uint64_t)(x >> 64)))
COUNTING(parityti2, wide_uint, __builtin_parityll((uint64_t)x ^ (uint64_t)(x >> 64)))
COUNTING(clzti2, wide_uint,
         x >> 64 != 0 ? __builtin_clzll((uint64_t)(x >> 64))
         : x == 0     ? 128
                      : 64 + __builtin_clzll((uint64_t)x))
COUNTING(ctzti2, wide_uint,
         (uint64_t)x != 0 ? __builtin_ctzll((uint64_t)x)
         : x == 0         ? 128
                          : 64 + __builtin_ctzll((uint64_t)(x >> 64)))
COUNTING(ffsti2, wide_uint,
         (uint64_t)x != 0 ? __builtin_ffsll((long long)x)
         : x == 0         ? 0
                          : 64 + __builtin_ffsll((long long)(x >> 64)))
OURS_1(bswapti2, wide_uint, wide_uint)
MACHINE_1(bswapti2, wide_uint, wide_uint,
          (wide_uint)__builtin_bswap64((uint64_t)x) << 64 | __builtin_bswap64((uint64_t)(x >> 64)))
#endif

/* ---- The table ---- */

#define ENTRY(name, from, second, to, domain, reference) \
	{ "__" #name,      KIND_##from,          KIND_##second, \
	  KIND_##to,       ours_##name,          MACHINE(machine_##name), \
	  MACHINE(domain), reference_##reference }
#define EXACT_ENTRY(name, from, to, reference) \
	{ "__" #name,  KIND_##from, KIND_NONE, KIND_##to, \
	  ours_##name, NULL,        NULL,      reference_##reference }
#define FLOAT_ENTRIES(size, kind) \
	ENTRY(add##size##3, kind, kind, kind, NULL, add), \
		ENTRY(sub##size##3, kind, kind, kind, NULL, subtract), \
		ENTRY(mul##size##3, kind, kind, kind, NULL, multiply), \
		ENTRY(div##size##3, kind, kind, kind, NULL, divide), \
		ENTRY(neg##size##2, kind, NONE, kind, NULL, negate), \
		ENTRY(eq##size##2, kind, kind, TRUTH, NULL, equal), \
		ENTRY(ne##size##2, kind, kind, TRUTH, NULL, equal), \
		ENTRY(lt##size##2, kind, kind, TRUTH, NULL, less), \
		ENTRY(le##size##2, kind, kind, TRUTH, NULL, less_or_equal), \
		ENTRY(gt##size##2, kind, kind, TRUTH, NULL, greater), \
		ENTRY(ge##size##2, kind, kind, TRUTH, NULL, greater_or_equal), \
		ENTRY(unord##size##2, kind, kind, TRUTH, NULL, unordered), \
		ENTRY(fix##size##si, kind, NONE, INT32, fits_fix##size##si, to_integer), \
		ENTRY(fix##size##di, kind, NONE, INT64, fits_fix##size##di, to_integer), \
		ENTRY(fixuns##size##si, kind, NONE, UINT32, fits_fixuns##size##si, to_integer), \
		ENTRY(fixuns##size##di, kind, NONE, UINT64, fits_fixuns##size##di, to_integer), \
		ENTRY(floatsi##size, INT32, NONE, kind, NULL, from_integer), \
		ENTRY(floatdi##size, INT64, NONE, kind, NULL, from_integer), \
		ENTRY(floatunsi##size, UINT32, NONE, kind, NULL, from_integer), \
		ENTRY(floatundi##size, UINT64, NONE, kind, NULL, from_integer)
#define WIDE_ENTRIES(size, kind) \
	ENTRY(fix##size##ti, kind, NONE, INT128, fits_fix##size##ti, to_integer), \
		ENTRY(fixuns##size##ti, kind, NONE, UINT128, fits_fixuns##size##ti, to_integer), \
		ENTRY(floatti##size, INT128, NONE, kind, NULL, from_integer), \
		ENTRY(floatunti##size, UINT128, NONE, kind, NULL, from_integer)
#define BIT_ENTRIES(size, kind) \
	ENTRY(popcount##size##2, kind, NONE, INT32, NULL, popcount), \
		ENTRY(parity##size##2, kind, NONE, INT32, NULL, parity), \
		ENTRY(clz##size##2, kind, NONE, INT32, NULL, leading), \
		ENTRY(ctz##size##2, kind, NONE, INT32, NULL, trailing), \
		ENTRY(ffs##size##2, kind, NONE, INT32, NULL, find_first), \
		ENTRY(bswap##size##2, kind, NONE, kind, NULL, swap)
#define OVERFLOW_ENTRIES(name, kind) \
	ENTRY(name, kind, kind, kind, NULL, product), \
	{ \
		"__" #name " (overflow)", KIND_##kind, KIND_##kind, KIND_TRUTH, tells_##name, \
			MACHINE(machine_tells_##name), NULL, reference_overflow \
	}
#define HALF_ENTRY(name, from, to, machine) \
	{ "__" #name,  KIND_##from,      KIND_NONE, KIND_##to, \
	  ours_##name, MACHINE(machine), has_f16c,  reference_convert }
#define BOTH_ENTRIES(name, kind, quotient, remainder, domain) \
	{ "__" #name,      KIND_##kind,       KIND_##kind, \
	  KIND_##kind,     ours_##name,       MACHINE(machine_##quotient), \
	  MACHINE(domain), reference_quotient }, \
	{ \
		"__" #name " (remainder)", KIND_##kind, KIND_##kind, KIND_##kind, rest_##name, \
			MACHINE(machine_##remainder), MACHINE(domain), reference_remainder \
	}

const struct operation operations[] = {
	FLOAT_ENTRIES(sf, SINGLE),
	FLOAT_ENTRIES(df, DOUBLE),
	ENTRY(extendsfdf2, SINGLE, NONE, DOUBLE, NULL, convert),
	ENTRY(truncdfsf2, DOUBLE, NONE, SINGLE, NULL, convert),
	HALF_ENTRY(extendhfsf2, HALF, SINGLE, machine_half_to_single),
	HALF_ENTRY(truncsfhf2, SINGLE, HALF, machine_single_to_half),
	HALF_ENTRY(gnu_h2f_ieee, HALF, SINGLE, machine_half_to_single),
	HALF_ENTRY(gnu_f2h_ieee, SINGLE, HALF, machine_single_to_half),
	EXACT_ENTRY(extendhfdf2, HALF, DOUBLE, convert),
	EXACT_ENTRY(truncdfhf2, DOUBLE, HALF, convert),
	EXACT_ENTRY(extendbfsf2, BFLOAT, SINGLE, convert),
	EXACT_ENTRY(truncsfbf2, SINGLE, BFLOAT, convert),
	EXACT_ENTRY(truncdfbf2, DOUBLE, BFLOAT, convert),
	OVERFLOW_ENTRIES(mulosi4, INT32),
	OVERFLOW_ENTRIES(mulodi4, INT64),
	BIT_ENTRIES(si, UINT32),
	BIT_ENTRIES(di, UINT64),
#ifdef __SIZEOF_INT128__
	WIDE_ENTRIES(sf, SINGLE),
	WIDE_ENTRIES(df, DOUBLE),
	EXACT_ENTRY(fixhfti, HALF, INT128, to_integer),
	EXACT_ENTRY(fixunshfti, HALF, UINT128, to_integer),
	EXACT_ENTRY(floattihf, INT128, HALF, from_integer),
	EXACT_ENTRY(floatuntihf, UINT128, HALF, from_integer),
	ENTRY(multi3, INT128, INT128, INT128, NULL, product),
	OVERFLOW_ENTRIES(muloti4, INT128),
	ENTRY(divti3, INT128, INT128, INT128, divides_signed, quotient),
	ENTRY(modti3, INT128, INT128, INT128, divides_signed, remainder),
	ENTRY(udivti3, UINT128, UINT128, UINT128, divides, quotient),
	ENTRY(umodti3, UINT128, UINT128, UINT128, divides, remainder),
	BOTH_ENTRIES(divmodti4, INT128, divti3, modti3, divides_signed),
	BOTH_ENTRIES(udivmodti4, UINT128, udivti3, umodti3, divides),
	ENTRY(ashlti3, INT128, COUNT, INT128, NULL, shift_left),
	ENTRY(ashrti3, INT128, COUNT, INT128, NULL, shift_right),
	ENTRY(lshrti3, UINT128, COUNT, UINT128, NULL, shift_right),
	BIT_ENTRIES(ti, UINT128),
#endif
};
const size_t operation_count = sizeof operations / sizeof operations[0];
