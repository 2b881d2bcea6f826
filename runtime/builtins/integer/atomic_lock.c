#include "atomic.h"

#define LOCKS 64
/* Neighbours within a cache line share a lock; lines do not. */
#define LINE_BYTES 64

/* A line each: CPUs that wait for different locks do not disturb each other. */
static struct lock {
	_Alignas(LINE_BYTES) unsigned char held;
} locks[LOCKS];

static struct lock *lock_of(const volatile void *object)
{
	return &locks[(uintptr_t)object / LINE_BYTES % LOCKS];
}

#define INTERRUPT_FLAG 0x200

#if defined(__x86_64__) && !defined(RT_NATIVE)
static uintptr_t interrupts_hold(void)
{
	uintptr_t flags, segment = 0;

	__asm__ volatile("pushfq; popq %0" : "=r"(flags));
	__asm__ volatile("mov %%cs, %w0" : "+r"(segment));
	if (segment % 4 != 0)
		return 0; /* not the kernel's ring */
	__asm__ volatile("cli" ::: "memory");
	return flags & INTERRUPT_FLAG;
}

static void interrupts_restore(uintptr_t state)
{
	if (state != 0)
		__asm__ volatile("sti" ::: "memory");
}
#else
static uintptr_t interrupts_hold(void)
{
	return 0;
}

static void interrupts_restore(uintptr_t state)
{
	(void)state;
}
#endif

static void relax(void)
{
#ifdef __x86_64__
	__builtin_ia32_pause();
#endif
}

uintptr_t rt_atomic_acquire(const volatile void *object)
{
	struct lock *lock = lock_of(object);
	uintptr_t state = interrupts_hold();

	while (__atomic_exchange_n(&lock->held, 1, __ATOMIC_ACQUIRE) != 0)
		while (__atomic_load_n(&lock->held, __ATOMIC_RELAXED) != 0)
			relax();
	return state;
}

void rt_atomic_release(const volatile void *object, uintptr_t state)
{
	__atomic_store_n(&lock_of(object)->held, 0, __ATOMIC_RELEASE);
	interrupts_restore(state);
}
