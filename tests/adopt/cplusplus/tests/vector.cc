// Tests are new, too: in the booted machine.
#include <ingot/test.h>

#include "kernel/heap.hpp"
#include "lib/vector.hpp"

TEST(a_vector_grows)
{
	lib::Vector<int> numbers;

	for (int i = 0; i < 9; i++)
		numbers.push(i * i);
	CHECK_EQ(numbers.size(), 9);
	CHECK_EQ(numbers.back(), 64);
}

// Forms that the kernel does not define go to those that it does.
TEST(every_new_is_the_kernels)
{
	unsigned blocks = os::heap::blocks(), freed = os::heap::freed();
	long *one = new (std::nothrow) long(1);
	long *many = new (std::nothrow) long[4];

	__asm__ volatile("" : "+r"(one), "+r"(many));
	CHECK_EQ(os::heap::blocks(), blocks + 2);
	delete one;
	delete[] many;
	CHECK_EQ(os::heap::freed(), freed + 2);
}
