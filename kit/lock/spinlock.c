/* spinlock: see <ingot/spinlock.h>. */
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/percpu.h>
#include <ingot/spinlock.h>

#include "kit/lock/spinlock_statistics.h"
#include "kit/trap/interrupt.h"

/* The holder of a lock that is released is nobody, before the next one gets
 * it. Reading another CPU's note of itself is a hint for the message only. */
static void check_not_mine(const struct spinlock *lock)
{
	if (SPINLOCK_CHECKS &&
	    __atomic_load_n(&lock->holder, __ATOMIC_RELAXED) == cpu_get_index() + 1)
		panic("deadlock: CPU %u acquires lock \"%s\", which it holds since 0x%llx",
		      cpu_get_index(), lock->name, (unsigned long long)lock->holder_address);
}

/* Interrupt handlers may take locks; what has interrupts on is not one, as a rule. */
static void check_interrupts(uint64_t rflags)
{
	if (SPINLOCK_CHECKS && rflags & X86_FLAGS_IF)
		interrupt_check();
}

static void check_wait(const struct spinlock *lock, uint64_t begin)
{
	uint32_t holder;

	if (!SPINLOCK_CHECKS)
		return;
	holder = __atomic_load_n(&lock->holder, __ATOMIC_RELAXED);
	if (cpu_read_tsc() - begin > SPINLOCK_WAIT_CYCLES_MAX)
		panic("deadlock: CPU %u has waited for lock \"%s\" longer than "
		      "SPINLOCK_WAIT_CYCLES_MAX; held by CPU %d, acquired at 0x%llx",
		      cpu_get_index(), lock->name, (int)holder - 1,
		      (unsigned long long)lock->holder_address);
}

static void note_holder(struct spinlock *lock, const void *address)
{
	if (!SPINLOCK_CHECKS)
		return;
	lock->holder_address = (uint64_t)address;
	__atomic_store_n(&lock->holder, cpu_get_index() + 1, __ATOMIC_RELAXED);
}

static void count_acquired(struct spinlock *lock, uint64_t wait_cycles)
{
	if (!SPINLOCK_CHECKS)
		return;
	lock->statistics = spinlock_count_acquired(lock->statistics, lock->name,
	                                           lock->holder_address, wait_cycles);
	lock->acquired_tsc = cpu_read_tsc();
}

static void count_released(const struct spinlock *lock)
{
	if (SPINLOCK_CHECKS)
		spinlock_count_released(lock->statistics, lock->holder_address,
		                        cpu_read_tsc() - lock->acquired_tsc);
}

static bool is_served(const struct spinlock *lock, uint32_t ticket)
{
	return __atomic_load_n(&lock->served_ticket, __ATOMIC_ACQUIRE) == ticket;
}

/* Returns how many cycles that took, and 0 if it was its turn already. */
static uint64_t wait_for_turn(const struct spinlock *lock, uint32_t ticket)
{
	uint64_t begin;

	if (is_served(lock, ticket))
		return 0;
	begin = SPINLOCK_CHECKS ? cpu_read_tsc() : 0;
	while (!is_served(lock, ticket)) {
		cpu_pause();
		check_wait(lock, begin);
	}
	return SPINLOCK_CHECKS ? cpu_read_tsc() - begin + 1 : 0;
}

uint64_t spinlock_acquire(struct spinlock *lock)
{
	uint64_t rflags = cpu_interrupts_save();
	uint64_t wait_cycles;

	check_interrupts(rflags);
	check_not_mine(lock);
	wait_cycles = wait_for_turn(lock,
	                            __atomic_fetch_add(&lock->next_ticket, 1, __ATOMIC_RELAXED));
	note_holder(lock, __builtin_return_address(0));
	count_acquired(lock, wait_cycles);
	return rflags;
}

bool spinlock_try_acquire(struct spinlock *lock, uint64_t *rflags)
{
	uint64_t before = cpu_interrupts_save();
	uint32_t ticket = __atomic_load_n(&lock->served_ticket, __ATOMIC_ACQUIRE);

	if (!__atomic_compare_exchange_n(&lock->next_ticket, &ticket, ticket + 1, false,
	                                 __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
		cpu_interrupts_restore(before);
		return false;
	}
	note_holder(lock, __builtin_return_address(0));
	count_acquired(lock, 0);
	*rflags = before;
	return true;
}

void spinlock_release(struct spinlock *lock, uint64_t rflags)
{
	if (SPINLOCK_CHECKS && lock->holder != cpu_get_index() + 1)
		panic("CPU %u releases lock \"%s\", which it does not hold", cpu_get_index(),
		      lock->name);
	count_released(lock);
	__atomic_store_n(&lock->holder, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&lock->served_ticket, lock->served_ticket + 1, __ATOMIC_RELEASE);
	cpu_interrupts_restore(rflags);
}

bool spinlock_is_held(const struct spinlock *lock)
{
	return __atomic_load_n(&lock->served_ticket, __ATOMIC_RELAXED) !=
	       __atomic_load_n(&lock->next_ticket, __ATOMIC_RELAXED);
}
