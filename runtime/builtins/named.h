#pragma once
/* named: a function under another name than the assembler's.
 *
 * The compiler knows some functions by their names, and has its own mind about
 * their types: it refuses to define them, or to give them the types that they
 * have on this target. They are defined under other names, followed by
 * RT_NAMED(the name that callers link with). Included by: builtins. */

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
