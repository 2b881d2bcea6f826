#pragma once
/* paging: a page-table walk: what the PTE of an address says (Intel SDM vol.
 * 3A, 4.5).
 *
 * Reads the tables that CR3 points to through the physical map; 4 or 5
 * levels. Context: any, while the tables do not change. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/x86.h"
#include "memory.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PAGE_SIZE X86_PAGE_SIZE

struct paging_entry {
	bool mapped; /* all else is 0 if not */
	bool writable, executable, user;
	phys_t physical;          /* of the very address asked for */
	uint64_t page_size_bytes; /* 4 KiB, 2 MiB or 1 GiB */
};

/* Not mapped is also the answer for an address that is not canonical, and for
 * all addresses if physical memory is not mapped. */
struct paging_entry paging_look_up(uint64_t address);

/* True if every byte of [address, address + size_bytes) is mapped. */
bool paging_is_mapped(uint64_t address, size_t size_bytes);

#ifdef __cplusplus
}
#endif
