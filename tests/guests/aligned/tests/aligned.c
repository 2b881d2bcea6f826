/* Variables of each thread and of each CPU, aligned to ALIGNMENT bytes, on every
 * CPU: each where it is believed to be, and with the value that it was given.
 * IS_ZEROED: only what begins as zero is aligned so, as an array of nothing is. */
#include <ingot/boot.h>
#include <ingot/percpu.h>
#include <ingot/smp.h>
#include <ingot/test.h>
#include <stdint.h>

BOOT_CONFIG(.smp = BOOT_ON)

#ifdef IS_ZEROED
#define VALUES
#define EXPECTED(i) 0
#else
#define VALUES      = { 1, 2, 3 }
#define EXPECTED(i) ((i) < 3 ? (i) + 1 : 0)
#endif

static _Thread_local volatile char first[3] = "ab";
static _Thread_local volatile unsigned char block[40] __attribute__((aligned(ALIGNMENT))) VALUES;
static _Thread_local volatile int last = 7;
static _Thread_local volatile short zero;
PER_CPU(struct { char bytes[3] __attribute__((aligned(ALIGNMENT))); }, each);

static uint32_t wrong;

static void count_wrong(bool is_right)
{
	if (!is_right)
		__atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
}

/* The compiler believes in the alignment: it is looked at behind its back. */
static uintptr_t misalignment(const volatile void *object)
{
	uintptr_t address;

	__asm__("" : "=r"(address) : "0"(object));
	return address % ALIGNMENT;
}

static void look(void *context)
{
	(void)context;
	count_wrong(misalignment(block) == 0);
	count_wrong(misalignment(&per_cpu(each)) == 0);
	count_wrong(first[0] == 'a' && first[1] == 'b' && first[2] == '\0');
	count_wrong(last == 7 && zero == 0);
	for (unsigned i = 0; i < sizeof(block); i++)
		count_wrong(block[i] == EXPECTED(i));
	for (unsigned i = 0; i < sizeof(block); i++)
		block[i] = 0xff;
	zero = (short)cpu_get_index();
	count_wrong(first[0] == 'a' && last == 7 && zero == (short)cpu_get_index());
}

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

TEST(variables_are_where_they_are_believed)
{
	REQUIRE(smp_start(NULL) == NULL);
	CHECK_EQ(smp_get_count(), 3);
	smp_call_all(look, NULL, true);
	CHECK_EQ(wrong, 0);
}
