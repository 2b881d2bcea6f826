// Variables that are constructed when control reaches them, on several CPUs.
#include <atomic>
#include <cstdint>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/smp.h>
#include <ingot/test.h>

extern "C" {
int __cxa_guard_acquire(std::uint64_t *guard);
void __cxa_guard_release(std::uint64_t *guard);
void __cxa_guard_abort(std::uint64_t *guard);
int __cxa_atexit(void (*destroy)(void *), void *object, void *image);
}

namespace {

std::atomic<unsigned> constructed, seen, arrived;

struct slow {
	unsigned value;

	slow()
	{
		constructed++;
		clock_spin_ns(20000000);
		value = 42;
	}
};

void use(void *)
{
	arrived++;
	while (arrived < smp_get_count())
		__builtin_ia32_pause();

	static slow object;

	if (object.value == 42)
		seen++;
}

TEST(one_cpu_constructs_and_the_others_wait)
{
	REQUIRE(clock_start() == nullptr);
	REQUIRE(smp_start(nullptr) == nullptr);
	REQUIRE(smp_get_count() > 1);
	smp_call_all(use, nullptr, false);
	use(nullptr);
	while (seen < smp_get_count())
		__builtin_ia32_pause();
	CHECK_EQ(constructed, 1);
}

unsigned inner()
{
	static unsigned value = static_cast<unsigned>(clock_now_ns() != 0) + 2;

	return value;
}

unsigned outer()
{
	static unsigned value = inner() * 7;

	return value;
}

TEST(one_needs_another)
{
	CHECK_EQ(outer(), 21);
	CHECK_EQ(outer(), 21);
}

TEST(a_construction_that_was_given_up_begins_again)
{
	std::uint64_t guard = 0;

	CHECK_EQ(__cxa_guard_acquire(&guard), 1);
	CHECK_EQ(*reinterpret_cast<unsigned char *>(&guard), 0);
	__cxa_guard_abort(&guard);
	CHECK_EQ(__cxa_guard_acquire(&guard), 1);
	__cxa_guard_release(&guard);
	CHECK_EQ(__cxa_guard_acquire(&guard), 0);
	CHECK_EQ(*reinterpret_cast<unsigned char *>(&guard), 1);
}

TEST(many_destructors_are_noted)
{
	for (int i = 0; i < 1000; i++)
		REQUIRE(__cxa_atexit([](void *) {}, nullptr, nullptr) == 0);
}

} // namespace
