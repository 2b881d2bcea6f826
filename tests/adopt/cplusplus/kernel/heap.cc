// The kernel's own heap: memory is handed out, and never comes back.
#include "kernel/heap.hpp"

#include <cstddef>
#include <cstdint>
#include <new>

namespace os::heap {

alignas(16) static std::uint8_t memory[64 * 1024];
static std::size_t used;
static unsigned block_count, freed_count;

unsigned blocks()
{
	return block_count;
}

unsigned freed()
{
	return freed_count;
}

} // namespace os::heap

void *operator new(std::size_t size)
{
	using namespace os::heap;

	std::size_t rounded = (size + 15) & ~std::size_t{ 15 };
	if (rounded > sizeof(memory) - used)
		return nullptr;
	void *block = memory + used;
	used += rounded;
	block_count++;
	return block;
}

void operator delete(void *block) noexcept
{
	if (block)
		os::heap::freed_count++;
}
