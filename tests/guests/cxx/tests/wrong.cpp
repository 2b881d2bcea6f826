// What ends a kernel of C++, one mistake a test.
#include <cstddef>
#include <exception>
#include <ingot/test.h>
#include <new>

namespace {

volatile std::size_t too_much = PTRDIFF_MAX;
volatile std::ptrdiff_t negative = -1;
void *volatile anywhere;
int *volatile nothing;

TEST(new_without_memory)
{
	anywhere = new char[too_much];
}

TEST(new_of_a_negative_length)
{
	anywhere = new int[static_cast<std::size_t>(negative)];
}

struct shape {
	shape() { measure(); }
	virtual ~shape() = default;
	__attribute__((__noinline__)) void measure()
	{
		anywhere = reinterpret_cast<void *>(area());
	}
	virtual long area() = 0;
};
struct square : shape {
	long area() override { return 4; }
};

TEST(pure_virtual_function)
{
	square it;

	anywhere = &it;
}

int again(int n);

struct counter {
	int value;

	counter() : value(again(1)) {}
};

int again(int n)
{
	static counter object;

	return object.value + n;
}

TEST(variable_that_needs_itself)
{
	CHECK_EQ(again(3), 0);
}

TEST(the_end)
{
	std::terminate();
}

__attribute__((__noinline__)) long *last(std::size_t count)
{
	long *numbers = new long[count];

	anywhere = numbers;
	return static_cast<long *>(anywhere) + count;
}

TEST(array_written_past_its_end)
{
	*last(5) = 1;
	operator delete[](anywhere);
}

TEST(array_deleted_twice)
{
	long *numbers = new long[3];

	anywhere = numbers;
	delete[] numbers;
	delete[] static_cast<long *>(anywhere);
}

TEST(object_used_after_delete)
{
	long *number = new long(1);

	anywhere = number;
	delete number;
	CHECK_EQ(*static_cast<long *>(anywhere), 1);
}

namespace names {
template <class T> struct place {
	__attribute__((__noinline__)) T read(T *from) const { return *from; }
};
} // namespace names

TEST(names_are_readable)
{
	CHECK_EQ(names::place<int>().read(nothing), 0);
}

} // namespace
