#include "boot/base/smbios.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "abi/bits.h"

#define ROM_BASE     0xf0000
#define ROM_END      0x100000
#define STEP         16
#define LENGTH_AT_32 5 /* "_SM_", checksum, length */
#define LENGTH_AT_64 6 /* "_SM3_", checksum, length */
#define LENGTH_MIN   24
#define LENGTH_MAX   32

static bool is_entry(const uint8_t *at, const char *anchor, size_t length_at)
{
	return memcmp(at, anchor, strlen(anchor)) == 0 && at[length_at] >= LENGTH_MIN &&
	       at[length_at] <= LENGTH_MAX && sums_to_zero(at, at[length_at]);
}

uint64_t smbios_search(void)
{
	uint64_t found = 0;

	for (uintptr_t at = ROM_BASE; at + LENGTH_MAX <= ROM_END; at += STEP) {
		const uint8_t *bytes = (const uint8_t *)at;

		if (*bytes != '_') /* thousands of places: no calls */
			continue;
		if (is_entry(bytes, "_SM3_", LENGTH_AT_64))
			return at;
		if (!found && is_entry(bytes, "_SM_", LENGTH_AT_32))
			found = at;
	}
	return found;
}
