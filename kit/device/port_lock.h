#pragma once
/* port_lock: for devices of an index and a data port, such as PCI's or CMOS's:
 * nobody may come between, on this CPU or on another one.
 *
 * Held for a few port accesses, with interrupts off. Context: any but an NMI. */
#include <ingot/cpu.h>

/* Starts as false. Returns what port_lock_give wants. */
static inline uint64_t port_lock_take(bool *lock)
{
	uint64_t rflags = cpu_interrupts_save();

	while (__atomic_test_and_set(lock, __ATOMIC_ACQUIRE))
		cpu_pause();
	return rflags;
}

static inline void port_lock_give(bool *lock, uint64_t rflags)
{
	__atomic_clear(lock, __ATOMIC_RELEASE);
	cpu_interrupts_restore(rflags);
}
