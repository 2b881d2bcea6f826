#pragma once
/* <stdarg.h>: C17 7.16, from the compiler, with one repair.
 *
 * A caller without vector registers passes a variadic double where an integer
 * of its size would go. clang's va_arg looks for it in the save area of the
 * vector registers all the same, which nobody wrote, and finds garbage. So
 * here the bits are fetched as the integer they travelled as. A structure with
 * floating-point members is not repaired: pass its address. */
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
#ifdef __cplusplus

extern "C++" {
template <typename type, bool is_real> struct runtime_va {
	static type get(va_list arguments)
	{
		return __builtin_va_arg(arguments, type);
	}
};
template <typename type> struct runtime_va<type, true> {
	static type get(va_list arguments)
	{
		union {
			long long bits;
			type value;
		} real;

		real.bits = __builtin_va_arg(arguments, long long);
		return real.value;
	}
};
}
#define va_arg(arguments, type) \
	runtime_va<type, __is_same(type, double) || __is_same(type, long double)>::get(arguments)

#else

union va_double {
	long long bits;
	double value;
};

#define va_double(arguments) (((union va_double){ __builtin_va_arg(arguments, long long) }).value)
#define va_arg(arguments, type) \
	_Generic(*(type *)0, \
	        double: va_double(arguments), \
	        long double: va_double(arguments), \
	        default: __builtin_va_arg(arguments, type))

#endif
#endif
