#pragma once
/* named: a function under another name than the assembler's.
 *
 * The compiler knows some functions by their names, and has its own mind about
 * their types: it refuses to define them, or to give them the types that they
 * have on this target. They are defined under other names, followed by
 * RT_NAMED(the name that callers link with). Included by: runtime. */

#ifdef __APPLE__
#define RT_NAMED_PREFIX "_"
#else
#define RT_NAMED_PREFIX ""
#endif
#ifdef RT_NATIVE
#define RT_NAMED(name) __asm__(RT_NAMED_PREFIX "rt_" #name)
#else
#define RT_NAMED(name) __asm__(RT_NAMED_PREFIX #name)
#endif

/* What a long double travels as. A soft-float x86_64 has one that is a double
 * in all but its name, and clang passes it or refuses to, depending on whether
 * the flags name x87: there, functions of double serve either way. */
#if __LDBL_MANT_DIG__ == __DBL_MANT_DIG__
typedef double rt_long_double;
#else
typedef long double rt_long_double;
#endif
