#pragma once
/* <stdarg.h>: C17 7.16, from the compiler, with one repair.
 *
 * A caller without vector registers passes each eighth byte of floating-point
 * numbers where an integer would go: in the next general register, or on the
 * stack. clang's va_arg looks for it in the save area of the vector registers
 * all the same, which nobody wrote, and finds garbage. So
 *
 * - double, long double and their complex types are fetched as the integers that
 *   they travelled as;
 * - a structure, union or vector of 16 bytes or less with floating-point members
 *   is an error when it is compiled (without optimization: a panic), as is
 *   float _Complex: two floats of eight bytes travel apart, and nothing tells
 *   them from a double. Pass its address.
 *
 * What is left: a structure of two integers, fetched when five words have been
 * passed, one of them as a named double. */
#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-include-next"
#endif
#include_next <stdarg.h>
#ifdef __clang__
#pragma clang diagnostic pop
#endif

/* Elsewhere, where the runtime is only tested, the compiler's is right. */
#if defined(__x86_64__) && !defined(__SSE__)

#undef va_arg

#define RUNTIME_VA             static inline __attribute__((__always_inline__, __unused__))
#define RUNTIME_VA_GENERAL_END 48 /* of the save area: six general registers */
#define RUNTIME_VA_REFUSED \
	"va_arg of 16 bytes or less with floating-point members: pass their address"

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __OPTIMIZE__
__attribute__((__error__(RUNTIME_VA_REFUSED))) void runtime_va_refuse(void);
#else
__attribute__((__noreturn__)) void runtime_panic(const char *, int, const char *);
#define runtime_va_refuse() runtime_panic(__FILE__, __LINE__, RUNTIME_VA_REFUSED)
#endif
#ifdef __cplusplus
}
#endif

/* Counted where clang would count it. */
RUNTIME_VA double runtime_va_double(va_list arguments)
{
	union {
		long long bits;
		double value;
	} real;

	real.bits = __builtin_va_arg(arguments, long long);
	arguments->fp_offset += 16;
	return real.value;
}

/* A list of which nothing but clang's idea of a type is wanted: how far it moves
 * in either save area. The compiler knows, and leaves no code of it. */
RUNTIME_VA void runtime_va_probe(va_list probe, long long *nothing)
{
	probe->gp_offset = 0;
	probe->fp_offset = RUNTIME_VA_GENERAL_END;
	probe->reg_save_area = nothing;
	probe->overflow_arg_area = nothing;
}

/* Two words of which one is in the last register and one on the stack: what
 * happens if floating-point numbers, which the caller's front end did not count,
 * had the others. */
RUNTIME_VA int runtime_va_is_split(va_list arguments, const va_list probe)
{
	return probe->gp_offset == 16 && arguments->gp_offset == RUNTIME_VA_GENERAL_END - 8 &&
	       arguments->fp_offset > RUNTIME_VA_GENERAL_END;
}

/* All that va_arg may be asked for and that is no number or pointer. */
#define RUNTIME_VA_OTHER(arguments, type) \
	__extension__({ \
		long long runtime_va_nothing[22] = { 0 }; \
		va_list runtime_va_list = { { 0, 0, 0, 0 } }; \
		union runtime_va_value { \
			type value; \
			long long words[2]; \
		} runtime_va_result; \
		runtime_va_probe(runtime_va_list, runtime_va_nothing); \
		(void)__builtin_va_arg(runtime_va_list, type); \
		if (runtime_va_list->fp_offset != RUNTIME_VA_GENERAL_END) \
			runtime_va_refuse(); \
		if (runtime_va_is_split(arguments, runtime_va_list)) { \
			runtime_va_result.words[0] = __builtin_va_arg(arguments, long long); \
			runtime_va_result.words[1] = __builtin_va_arg(arguments, long long); \
		} else { \
			runtime_va_result.value = __builtin_va_arg(arguments, type); \
		} \
		runtime_va_result.value; \
	})

/* Integers and pointers, by clang's numbers for kinds of types. Volatile: a null pointer to
 * anything else earns a warning from clang 23, though nothing is read here. */
#define RUNTIME_VA_IS_PLAIN(type) (__builtin_classify_type(*(type volatile *)0) <= 5)

#ifdef __cplusplus

extern "C++" {
template <typename type, bool is_real, bool is_plain> struct runtime_va {
	static type get(va_list arguments) { return RUNTIME_VA_OTHER(arguments, type); }
};
template <typename type> struct runtime_va<type, false, true> {
	static type get(va_list arguments) { return __builtin_va_arg(arguments, type); }
};
template <typename type> struct runtime_va<type, true, false> {
	static type get(va_list arguments) { return runtime_va_double(arguments); }
};
}
#define va_arg(arguments, type) \
	runtime_va<type, __is_same(type, double) || __is_same(type, long double), \
	           RUNTIME_VA_IS_PLAIN(type)>::get(arguments)

#else

__extension__ typedef double _Complex runtime_va_double_complex;
__extension__ typedef long double _Complex runtime_va_long_double_complex;

RUNTIME_VA runtime_va_double_complex runtime_va_complex(va_list arguments)
{
	union {
		double parts[2];
		runtime_va_double_complex value;
	} number;

	number.parts[0] = runtime_va_double(arguments);
	number.parts[1] = runtime_va_double(arguments);
	return number.value;
}

/* long double may not be so much as named where there is none: it has its own. */
#define RUNTIME_VA_TYPE(type) __typeof__(_Generic(*(type *)0, long double: 0, default: *(type *)0))

#define va_arg(arguments, type) \
	_Generic(*(type *)0, \
	        double: runtime_va_double(arguments), \
	        long double: runtime_va_double(arguments), \
	        runtime_va_double_complex: runtime_va_complex(arguments), \
	        runtime_va_long_double_complex: runtime_va_complex(arguments), \
	        default: __builtin_choose_expr(RUNTIME_VA_IS_PLAIN(type), \
	                                       __builtin_va_arg(arguments, type), \
	                                       RUNTIME_VA_OTHER(arguments, \
	                                                        RUNTIME_VA_TYPE(type))))

#endif
#endif
