/* What the compiler calls: every function over all pairs of a table of edges
 * and over random operands, compared with this host's processor where it is an
 * x86_64, bit for bit, NaNs too, and with exact integer arithmetic anywhere. */

#include "builtins.h"
#include "soak.h"

#include <inttypes.h>
#include <stdio.h>

const uint64_t soak_rounds_default = 1000000;

/* The reference is slow: where the processor judges every result, it judges
 * one in so many. */
#define REFERENCE_EVERY 32

static bool complain(const struct operation *o, struct bits a, struct bits b, struct bits got,
                     const char *judge)
{
	char wanted[64] = "";

	if (o->machine && (!o->in_domain || o->in_domain(a, b))) {
		struct bits right = o->machine(a, b);
		snprintf(wanted, sizeof wanted, "; the processor has %" PRIx64 ":%016" PRIx64,
		         right.high, right.low);
	}
	return soak_fail("%s(%" PRIx64 ":%016" PRIx64 ", %" PRIx64 ":%016" PRIx64 ") = "
	                 "%" PRIx64 ":%016" PRIx64 " is refused by %s%s",
	                 o->name, a.high, a.low, b.high, b.low, got.high, got.low, judge, wanted);
}

static bool check_by_machine(const struct operation *o, struct bits a, struct bits b)
{
	struct bits got = o->ours(a, b);

	if ((!o->in_domain || o->in_domain(a, b)) && !bits_are_same(got, o->machine(a, b)))
		return complain(o, a, b, got, "the processor");
	return true;
}

static bool check_by_reference(const struct operation *o, struct bits a, struct bits b)
{
	struct bits got = o->ours(a, b);

	if (!o->is_right(o->from, o->to, a, b, got))
		return complain(o, a, b, got, "exact arithmetic");
	return true;
}

static void check_edges(const struct operation *o)
{
	for (size_t i = 0; i < edge_count(o->from); i++)
		for (size_t j = 0; j < edge_count(o->second); j++) {
			struct bits a = edge(o->from, i), b = edge(o->second, j);
			check_by_reference(o, a, b);
			if (o->machine)
				check_by_machine(o, a, b);
		}
}

static void check_random(const struct operation *o)
{
	struct bits a = { 0, 0 };

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		a = random_operand(o->from, a);
		struct bits b = random_operand(o->second, a);
		if (o->machine)
			check_by_machine(o, a, b);
		if (!o->machine || round % REFERENCE_EVERY == 0)
			check_by_reference(o, a, b);
	}
}

SOAK_TABLE(every_operation)
{
	for (size_t i = 0; i < operation_count; i++) {
		soak_case(operations[i].name);
		check_edges(&operations[i]);
		check_random(&operations[i]);
		soak_report();
	}
}
