// Tests run inside the booted machine: `ingot test`.
#include <ingot/test.h>
#include <runtime.h>

#include "../src/list.h"
#include "../src/shape.h"

namespace {

// Counts the objects that live.
struct counted {
	static inline int alive = 0;
	int value;

	explicit counted(int value) : value(value) { alive++; }
	~counted() { alive--; }
};

TEST(a_list_destroys_what_it_owns)
{
	{
		list<counted> numbers;
		int sum = 0;

		for (int i = 1; i <= 4; i++)
			REQUIRE(numbers.add(i) != nullptr);
		numbers.for_each([&](const counted &number) { sum += number.value; });
		CHECK_EQ(numbers.size(), 4);
		CHECK_EQ(counted::alive, 4);
		CHECK_EQ(sum, 10);
	}
	CHECK_EQ(counted::alive, 0);
}

TEST(a_list_returns_its_memory)
{
	std::size_t used = heap_get_stats().used_bytes;

	{
		list<shape> shapes;

		shapes.add<square>(2u);
		CHECK(heap_get_stats().used_bytes > used);
	}
	CHECK_EQ(heap_get_stats().used_bytes, used);
}

TEST(a_call_goes_to_the_class_of_the_object)
{
	list<shape> shapes;
	const shape *big = shapes.add<square>(5u);

	REQUIRE(big != nullptr);
	CHECK_STR_EQ(big->name(), "square");
	CHECK_EQ(big->area(), 25);
}

} // namespace
