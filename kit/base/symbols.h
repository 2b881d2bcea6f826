#pragma once
/* symbols: a look-up in a table of function names (abi/symbols.h).
 *
 * It is read while a kernel crashes, so nothing in it is believed: a table that is not
 * whole has no names, and no byte beyond its end is read. Context: any. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbols_place {
	const char *name; /* in the table */
	uint64_t offset;  /* of the address, from where the function begins */
};

/* address: as in the kernel's ELF file. False if no function is known to be there. */
bool symbols_find(const void *table, size_t size_bytes, uint64_t address,
                  struct symbols_place *place);
