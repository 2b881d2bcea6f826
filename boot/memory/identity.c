#include "boot/memory/identity.h"

#include "abi/x86.h"

void identity_complete(uint64_t *tables)
{
	uint64_t *level3 = tables + X86_PAGE_ENTRIES, *directories = level3 + X86_PAGE_ENTRIES;
	uint64_t rights = X86_PAGE_PRESENT | X86_PAGE_WRITE;

	for (uint64_t i = 0; i < IDENTITY_END / X86_PAGE_SIZE_1GIB; i++)
		level3[i] = (uintptr_t)(directories + i * X86_PAGE_ENTRIES) | rights;
	for (uint64_t i = 0; i < IDENTITY_END / X86_PAGE_SIZE_2MIB; i++)
		directories[i] = i * X86_PAGE_SIZE_2MIB | rights | X86_PAGE_LARGE;
}
