#pragma once
/* long_double: how functions of long double are defined.
 *
 * They compute as double. Where there is neither SSE nor x87, some flags let
 * clang pass a long double (the soft float of a target spec) and some do not
 * (-mno-80387), but there it is a double by another name: so these functions
 * are compiled as double's, under the names that programs call.
 * Included by: core. */

#if defined(__x86_64__) && !defined(__SSE2__)
typedef double long_double_t;
#define LONG_DOUBLE(type, name, parameters) \
	type rt_long_##name parameters __asm__(#name); \
	type rt_long_##name parameters
#else
typedef long double long_double_t;
#define LONG_DOUBLE(type, name, parameters) type name parameters
#endif
