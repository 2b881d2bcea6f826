/* The same on a CPU that is not the first. */
#include <ingot/boot.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <limits.h>

BOOT_CONFIG(.smp = BOOT_ON)

static void add(void *context)
{
	volatile int most = INT_MAX;
	int *to = context;

	*to = most + 1;
}

/* The last CPU there is, while the first waits for it. */
TEST(addition_on_another_cpu)
{
	struct cpu *cpu = cpu_get_first();
	int sum = 0;

	REQUIRE(smp_start(NULL) == NULL);
	REQUIRE(smp_get_count() > 1);
	while (cpu->next)
		cpu = cpu->next;
	smp_call(cpu, add, &sum, true);
}
