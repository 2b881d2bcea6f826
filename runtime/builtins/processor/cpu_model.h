#pragma once
/* cpu_model: what __builtin_cpu_supports, __builtin_cpu_is and __builtin_cpu_init ask
 * for. Compilers read these variables by their offsets, as LLVM's and GCC's libraries
 * have them; the numbers of vendors, types, subtypes and features are theirs.
 *
 * A feature counts if the processor has it and its registers may be used: SSE wants
 * CR4.OSFXSR and no CR0.EM, AVX and its like a bit of XCR0. A constructor looks once;
 * __builtin_cpu_init looks again, for a kernel that has switched on more. Of a machine
 * whose CPUs differ, the one that ran it is described.
 * Context: any CPU; not while another one asks for the first time. */
#include <stdint.h>

#include "../named.h"

#define CPU_FEATURE_WORDS 4 /* 32 features each */

/* The layout is the compilers'. */
struct cpu_model {
	uint32_t vendor, type, subtype;
	uint32_t features; /* 0 to 31 */
};
_Static_assert(sizeof(struct cpu_model) == 16, "clang reads it by offset");

extern struct cpu_model cpu_model RT_NAMED(__cpu_model);
typedef uint32_t cpu_more_features[CPU_FEATURE_WORDS - 1]; /* 32 and more */
extern cpu_more_features cpu_features2 RT_NAMED(__cpu_features2);
int cpu_indicator_init(void) RT_NAMED(__cpu_indicator_init);

/* What the answers depend on, for tests. */
struct cpu_facts {
	/* CPUID; zeros where there is no such leaf. */
	void (*ask)(uint32_t leaf, uint32_t subleaf, uint32_t answer[4]);
	uint64_t xcr0;        /* 0 without XSAVE */
	uint32_t can_use_sse; /* 1, or 0 */
};

void rt_cpu_model_find(const struct cpu_facts *facts, struct cpu_model *model,
                       uint32_t features2[CPU_FEATURE_WORDS - 1]);
