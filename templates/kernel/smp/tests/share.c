#include <ingot/percpu.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <stddef.h>

#include "../src/share.h"

/* A test begins with the CPU that boots; starting the others twice has no effect. */
static void start_all(void)
{
	REQUIRE(smp_start(NULL) == NULL);
}

TEST(primes_are_counted)
{
	start_all();
	CHECK_EQ(share_count_primes(0), 0);
	CHECK_EQ(share_count_primes(3), 1);
	CHECK_EQ(share_count_primes(1000), 168);
}

TEST(every_number_is_given_out_once)
{
	uint32_t sum = 0;

	start_all();
	share_count_primes(10001);
	for (uint32_t cpu = 0; cpu < smp_get_count(); cpu++)
		sum += share_get_work(cpu);
	CHECK_EQ(sum, 10001);
}

static void set_bit(void *bits)
{
	__atomic_fetch_or((uint32_t *)bits, 1u << cpu_get_index(), __ATOMIC_RELAXED);
}

TEST(a_call_reaches_every_cpu)
{
	uint32_t bits = 0;

	start_all();
	smp_call_all(set_bit, &bits, true);
	CHECK_EQ(bits, (1u << smp_get_count()) - 1);
}
