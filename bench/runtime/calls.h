#pragma once
/* calls: what bench/runtime/run.sh measures.
 *
 * A call is a function that does one thing once, for the runtime or for a peer,
 * on the same arguments; two with the same name are compared. CALL defines one
 * and adds it to the list that main.c walks. Its function is called
 * call_NAME__WHO, where WHO is
 *
 *	ours		the runtime
 *	theirs		compiler-rt or musl
 *	hardware	the same, where they compute with the floating-point unit,
 *			which the runtime's target has not
 *	soft		musl compiled for that target */

#include <stdint.h>

#define CALLS       512 /* of each, on numbers of usual sizes */
#define CALLS_LARGE 4   /* where one call takes long */
#define BYTES_MAX   (1 << 20)

struct call {
	const char *name, *who;
	void (*make)(int i); /* i: from 0 up to below count */
	long count;
};

extern double doubles[CALLS + 1];
extern float floats[CALLS + 1];
/* the same, every other one negative */
extern double mixed_doubles[CALLS + 1];
extern float mixed_floats[CALLS + 1];
extern int64_t integers[CALLS + 1];
extern unsigned __int128 wides[CALLS + 1];

#define CALL_COUNTED(name, who, count, statement) \
	__attribute__((noinline)) static void call_##name##__##who(int i) \
	{ \
		(void)i; \
		statement; \
	} \
	__attribute__((used, section("calls"), \
	               aligned(8))) static const struct call listed_##name##__##who = { \
		#name, \
		#who, \
		call_##name##__##who, \
		count, \
	};
#define CALL_EXPANDED(name, who, count, statement) CALL_COUNTED(name, who, count, statement)
#define CALL(name, who, statement)                 CALL_EXPANDED(name, who, CALLS, statement)
