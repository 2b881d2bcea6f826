#pragma once
/* paging: page-table walk: how an address is mapped (Intel SDM vol. 3A, 4.5).
 *
 * Reads the page tables of CR3, 4 or 5 levels, through the direct map.
 * Context: any, while the tables do not change. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/x86.h"
#include "deprecated.h"
#include "memory.h"
#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PAGE_SIZE X86_PAGE_SIZE

struct paging_entry {
	bool mapped; /* else all other fields are 0 */
	bool writable, executable, user;
	phys_t physical;          /* of the address itself, not its page */
	uint64_t page_size_bytes; /* 4 KiB, 2 MiB or 1 GiB */
};

/* Non-canonical addresses, and all addresses if there is no direct map, are "not
 * mapped". */
struct paging_entry paging_walk(uint64_t address) KIT_NAME(paging_walk);

/* True if every byte of [address, address + size_bytes) is mapped. */
bool paging_is_mapped(uint64_t address, size_t size_bytes) KIT_NAME(paging_is_mapped);

#ifdef __cplusplus
}
#endif
