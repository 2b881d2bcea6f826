#pragma once
/* rt: the runtime beside the host's C library. The runtime has rt_ names here
 * (tests/unit/rt_names.sh): RT(strlen) declares rt_strlen with the type of strlen. */
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "tests/fuzz/readers/fuzz.h"

#define RT(name) extern __typeof__(name) rt_##name

extern jmp_buf rt_back;
extern bool rt_armed;
extern char rt_message[256]; /* of the last panic */

/* Whether a statement ends in runtime_panic. */
#define RT_PANICS(statement) \
	(rt_armed = true, \
	 setjmp(rt_back) ? (rt_armed = false, true) : ((statement), rt_armed = false, false))
