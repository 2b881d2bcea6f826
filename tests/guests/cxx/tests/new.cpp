// Every form of new finds a block, and every form of delete gives it back.
#include <cstdint>
#include <ingot/test.h>
#include <new>
#include <runtime.h>

namespace {

struct plain {
	long words[3];
};
struct counted {
	static inline int alive = 0;
	counted() { alive++; }
	~counted() { alive--; }
};
struct alignas(256) aligned {
	char bytes[256];
};

// Hides from the compiler that a new and its delete could both be left out.
template <class T> T *keep(T *object)
{
	__asm__ volatile("" : "+r"(object) : : "memory");
	return object;
}

std::size_t used()
{
	return heap_get_stats().used_bytes;
}

TEST(objects)
{
	std::size_t before = used();
	plain *one = keep(new plain);
	plain *two = keep(new (std::nothrow) plain);

	CHECK(one != two && used() >= before + 2 * sizeof(plain));
	delete one;
	delete two;
	CHECK_EQ(used(), before);
	delete static_cast<plain *>(nullptr);
}

TEST(arrays)
{
	std::size_t before = used();
	counted *many = keep(new counted[5]);
	counted *more = keep(new (std::nothrow) counted[6]);

	CHECK_EQ(counted::alive, 11);
	delete[] many;
	delete[] more;
	CHECK_EQ(counted::alive, 0);
	CHECK_EQ(used(), before);
}

TEST(aligned_objects_and_arrays)
{
	std::size_t before = used();
	aligned *one = keep(new aligned);
	aligned *many = keep(new aligned[3]);
	aligned *maybe = keep(new (std::nothrow) aligned);
	aligned *maybe_many = keep(new (std::nothrow) aligned[2]);

	CHECK_EQ(reinterpret_cast<std::uintptr_t>(one) % 256, 0);
	CHECK_EQ(reinterpret_cast<std::uintptr_t>(many) % 256, 0);
	CHECK_EQ(reinterpret_cast<std::uintptr_t>(maybe) % 256, 0);
	CHECK_EQ(reinterpret_cast<std::uintptr_t>(maybe_many) % 256, 0);
	delete one;
	delete[] many;
	delete maybe;
	delete[] maybe_many;
	CHECK_EQ(used(), before);
}

TEST(each_operator_by_its_name)
{
	std::size_t before = used();
	auto alignment = std::align_val_t(64);

	operator delete(operator new(24));
	operator delete(operator new(24), std::size_t(24));
	operator delete(operator new(24, std::nothrow), std::nothrow);
	operator delete(operator new(24, alignment), alignment);
	operator delete(operator new(24, alignment), std::size_t(24), alignment);
	operator delete(operator new(24, alignment, std::nothrow), alignment, std::nothrow);
	operator delete[](operator new[](24));
	operator delete[](operator new[](24), std::size_t(24));
	operator delete[](operator new[](24, std::nothrow), std::nothrow);
	operator delete[](operator new[](24, alignment), alignment);
	operator delete[](operator new[](24, alignment), std::size_t(24), alignment);
	operator delete[](operator new[](24, alignment, std::nothrow), alignment, std::nothrow);
	CHECK_EQ(used(), before);
}

volatile std::size_t too_much = PTRDIFF_MAX;
int calls;

TEST(no_memory_without_an_exception)
{
	CHECK(new (std::nothrow) char[too_much] == nullptr);
	CHECK(operator new(too_much, std::align_val_t(64), std::nothrow) == nullptr);
}

TEST(a_new_handler_is_asked_until_it_gives_up)
{
	auto handler = [] {
		if (++calls == 3)
			std::set_new_handler(nullptr);
	};

	CHECK(std::set_new_handler(handler) == nullptr);
	CHECK(std::get_new_handler() == handler);
	CHECK(new (std::nothrow) char[too_much] == nullptr);
	CHECK_EQ(calls, 3);
	CHECK(std::get_new_handler() == nullptr);
}

} // namespace
