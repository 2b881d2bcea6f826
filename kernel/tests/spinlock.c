/* Locks and per-CPU variables on one CPU; smp.c has what takes several. */
#include <ingot/cpu.h>
#include <ingot/percpu.h>
#include <ingot/spinlock.h>
#include <ingot/test.h>

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
TEST(spinlock_counts_and_knows_its_holder)
{
	uint64_t before = lock.acquired_count;
	uint64_t flags = spinlock_acquire(&lock);

	CHECK_EQ(lock.holder, cpu_get_index() + 1);
	spinlock_release(&lock, flags);
	CHECK_EQ(lock.holder, 0);
	CHECK_EQ(lock.acquired_count, before + 1);
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
