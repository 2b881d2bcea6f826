// new: operator new and delete, by the heap of <stdlib.h>.
//
// Each is weak: a kernel may define some of them itself ([replacement.functions]). The
// others then call those, as the standard says of each form, so that a kernel defines
// one pair and has all. There are no exceptions: new that finds no memory ends the
// kernel, unless it is the form with std::nothrow.
#include <new>

#include <stdint.h>
#include <stdlib.h>

#include "report.h"

// Checked builds of the heap look behind these for who wrote `new`
// (runtime/alloc/caller.h).
#ifdef HEAP_CHECKS
#define OPERATOR __attribute__((__section__("cxx_operators")))
#else
#define OPERATOR
#endif
#define REPLACEABLE __attribute__((__weak__)) OPERATOR

extern "C" {
REPLACEABLE void __cxa_throw_bad_array_new_length();
void *cxx_new(size_t size);
}

namespace std {
__attribute__((__weak__)) extern const nothrow_t nothrow;
const nothrow_t nothrow{};
} // namespace std

static std::new_handler handler;

REPLACEABLE std::new_handler std::set_new_handler(std::new_handler next) noexcept
{
	return __atomic_exchange_n(&handler, next, __ATOMIC_ACQ_REL);
}

REPLACEABLE std::new_handler std::get_new_handler() noexcept
{
	return __atomic_load_n(&handler, __ATOMIC_ACQUIRE);
}

// A block, after as many calls of the new-handler as it takes; NULL if there is none.
OPERATOR static void *allocate(size_t size, size_t alignment)
{
	for (;;) {
		void *block = alignment ? aligned_alloc(alignment, size) : malloc(size);
		std::new_handler handle = block ? nullptr : std::get_new_handler();

		if (!handle)
			return block;
		handle();
	}
}

[[noreturn]] static void refuse(size_t size, const runtime_call &caller)
{
	char headline[80] = "new[]: the length is negative or too large";

	// What the compiler asks for when the length times the size leaves size_t.
	if (size != SIZE_MAX)
		runtime_report_format(headline, sizeof headline,
		                      "out of memory: operator new of %zu bytes", size);
	cxx_report(headline, &caller);
}

extern "C" void __cxa_throw_bad_array_new_length()
{
	const runtime_call caller = CXX_CALLER;

	refuse(SIZE_MAX, caller);
}

// ---- new ----

OPERATOR void *cxx_new(size_t size)
{
	const runtime_call caller = CXX_CALLER;
	void *block = allocate(size, 0);

	if (!block)
		refuse(size, caller);
	return block;
}

__attribute__((__weak__, __alias__("cxx_new"))) void *operator new(size_t size);

REPLACEABLE void *operator new(size_t size, std::align_val_t alignment)
{
	const runtime_call caller = CXX_CALLER;
	void *block = allocate(size, static_cast<size_t>(alignment));

	if (!block)
		refuse(size, caller);
	return block;
}

// One of the kernel's own says as it likes that there is no memory.
REPLACEABLE void *operator new(size_t size, const std::nothrow_t &) noexcept
{
	void *(*volatile own)(size_t) = operator new;

	return own == cxx_new ? allocate(size, 0) : own(size);
}

REPLACEABLE void *operator new(size_t size, std::align_val_t alignment,
                               const std::nothrow_t &) noexcept
{
	return allocate(size, static_cast<size_t>(alignment));
}

// ---- new[] ----

REPLACEABLE void *operator new[](size_t size)
{
	return operator new(size);
}

REPLACEABLE void *operator new[](size_t size, std::align_val_t alignment)
{
	return operator new(size, alignment);
}

REPLACEABLE void *operator new[](size_t size, const std::nothrow_t &none) noexcept
{
	return operator new(size, none);
}

REPLACEABLE void *operator new[](size_t size, std::align_val_t alignment,
                                 const std::nothrow_t &none) noexcept
{
	return operator new(size, alignment, none);
}

// ---- delete ----

REPLACEABLE void operator delete(void *block) noexcept
{
	free(block);
}

REPLACEABLE void operator delete(void *block, size_t) noexcept
{
	operator delete(block);
}

REPLACEABLE void operator delete(void *block, const std::nothrow_t &) noexcept
{
	operator delete(block);
}

REPLACEABLE void operator delete(void *block, std::align_val_t) noexcept
{
	free(block);
}

REPLACEABLE void operator delete(void *block, size_t, std::align_val_t alignment) noexcept
{
	operator delete(block, alignment);
}

REPLACEABLE void operator delete(void *block, std::align_val_t alignment,
                                 const std::nothrow_t &) noexcept
{
	operator delete(block, alignment);
}

// ---- delete[] ----

REPLACEABLE void operator delete[](void *block) noexcept
{
	operator delete(block);
}

REPLACEABLE void operator delete[](void *block, size_t) noexcept
{
	operator delete[](block);
}

REPLACEABLE void operator delete[](void *block, const std::nothrow_t &) noexcept
{
	operator delete[](block);
}

REPLACEABLE void operator delete[](void *block, std::align_val_t alignment) noexcept
{
	operator delete(block, alignment);
}

REPLACEABLE void operator delete[](void *block, size_t, std::align_val_t alignment) noexcept
{
	operator delete[](block, alignment);
}

REPLACEABLE void operator delete[](void *block, std::align_val_t alignment,
                                   const std::nothrow_t &) noexcept
{
	operator delete[](block, alignment);
}
