/* Locks and per-CPU variables on one CPU; smp.c has what takes several. */
#include <ingot/cpu.h>
#include <ingot/percpu.h>
#include <ingot/spinlock.h>
#include <ingot/test.h>
#include <stdio.h>
#include <string.h>

static struct spinlock lock = SPINLOCK("test");

TEST(spinlock_holds_interrupts_off)
{
	uint64_t flags, before = cpu_interrupts_save();

	cpu_interrupts_on();
	flags = spinlock_acquire(&lock);
	CHECK(spinlock_is_held(&lock));
	CHECK_EQ(cpu_interrupts_save() & X86_FLAGS_IF, 0);
	spinlock_release(&lock, flags);
	CHECK(!spinlock_is_held(&lock));
	CHECK(cpu_interrupts_save() & X86_FLAGS_IF);
	cpu_interrupts_restore(before);
}

TEST(spinlock_leaves_interrupts_off)
{
	uint64_t flags = spinlock_acquire(&lock);

	spinlock_release(&lock, flags);
	CHECK_EQ(cpu_interrupts_save() & X86_FLAGS_IF, 0);
}

TEST(spinlock_can_be_tried)
{
	uint64_t flags, unused = 7;

	REQUIRE(spinlock_try_acquire(&lock, &flags));
	CHECK(!spinlock_try_acquire(&lock, &unused));
	CHECK_EQ(unused, 7);
	spinlock_release(&lock, flags);
	REQUIRE(spinlock_try_acquire(&lock, &flags));
	spinlock_release(&lock, flags);
}

#if HEAP_CHECKS
TEST(spinlock_knows_its_holder)
{
	uint64_t flags = spinlock_acquire(&lock);

	CHECK_EQ(lock.holder, cpu_get_index() + 1);
	spinlock_release(&lock, flags);
	CHECK_EQ(lock.holder, 0);
}

static struct spinlock_statistics find_statistics(const char *name)
{
	struct spinlock_statistics found;

	for (size_t i = 0; spinlock_get_statistics(i, &found); i++)
		if (strcmp(found.name, name) == 0)
			return found;
	return (struct spinlock_statistics){ .name = NULL };
}

static void __attribute__((noinline)) hold(struct spinlock *held, uint64_t cycles)
{
	uint64_t flags = spinlock_acquire(held);
	uint64_t begin = cpu_read_tsc();

	while (cpu_read_tsc() - begin < cycles)
		cpu_pause();
	spinlock_release(held, flags);
}

/* The address of a call is behind it. */
static bool is_in_hold(uint64_t address)
{
	return address - (uint64_t)hold < 256;
}

TEST(lock_statistics_count_and_measure)
{
	static struct spinlock first = SPINLOCK("measured");
	struct spinlock second = SPINLOCK("measured");
	struct spinlock_statistics is;

	CHECK(spinlock_has_statistics());
	CHECK(find_statistics("measured").name == NULL);
	hold(&first, 100000);
	hold(&second, 20000000);
	hold(&first, 1000);
	is = find_statistics("measured");
	REQUIRE(is.name != NULL);
	CHECK_EQ(is.acquired_count, 3);
	CHECK_EQ(is.contended_count, 0);
	CHECK_EQ(is.longest_wait_cycles, 0);
	CHECK_EQ(is.longest_wait_address, 0);
	CHECK(is.longest_hold_cycles >= 20000000 - SPINLOCK_CYCLES_STEP);
	CHECK(is_in_hold(is.longest_hold_address));
}

TEST(lock_statistics_count_what_is_tried)
{
	static struct spinlock tried = SPINLOCK("tried");
	uint64_t flags, unused;

	REQUIRE(spinlock_try_acquire(&tried, &flags));
	CHECK(!spinlock_try_acquire(&tried, &unused));
	spinlock_release(&tried, flags);
	CHECK_EQ(find_statistics("tried").acquired_count, 1);
	CHECK_EQ(find_statistics("tried").contended_count, 0);
}

/* The last test of this machine that may give locks names of their own. */
TEST(lock_statistics_have_room_for_so_many_names)
{
	static char names[SPINLOCK_NAMES_MAX + 5][8];
	struct spinlock_statistics last;

	for (unsigned i = 0; i < SPINLOCK_NAMES_MAX + 5; i++) {
		struct spinlock many = SPINLOCK(names[i]);

		snprintf(names[i], sizeof names[i], "many %u", i);
		hold(&many, 0);
	}
	REQUIRE(spinlock_get_statistics(SPINLOCK_NAMES_MAX - 1, &last));
	CHECK_STR_EQ(last.name, "(others)");
	CHECK(last.acquired_count > 5);
	CHECK(!spinlock_get_statistics(SPINLOCK_NAMES_MAX, &last));
	CHECK(!spinlock_get_statistics(SIZE_MAX, &last));
}

#else
TEST(lock_statistics_are_for_debug_builds)
{
	struct spinlock_statistics none;

	CHECK(!spinlock_has_statistics());
	spinlock_release(&lock, spinlock_acquire(&lock));
	CHECK(!spinlock_get_statistics(0, &none));
}
#endif

PER_CPU(uint64_t, counter);

TEST(percpu_variables_begin_at_zero)
{
	CHECK_EQ(cpu_current()->index, cpu_get_index());
	CHECK_EQ(per_cpu(counter), 0);
	per_cpu(counter)++;
	CHECK_EQ(per_cpu(counter), 1);
	CHECK_EQ(per_cpu_of(cpu_current(), counter), 1);
	per_cpu(counter) = 0;
}
