/* acpi: finds the root pointer (RSDP) where a BIOS puts it (ACPI 6.5, 5.2.5.1). */
#include <stdbool.h>
#include <string.h>

#include "abi/bits.h"
#include "boot/base/firmware.h"

#define BDA_EBDA_SEGMENT 0x40e
#define EBDA_LOWEST      0x40000	/* a smaller value is no EBDA */
#define EBDA_SEARCH      1024
#define ROM_BASE         0xe0000
#define ROM_END          0x100000
#define RSDP_STEP        16
#define RSDP_SIZE_V1     20
#define RSDP_SIZE_V2     36
#define RSDP_REVISION    15

/* The first byte decides at nearly all of the thousands of places. */
static bool is_rsdp(const uint8_t *at)
{
	if (*at != 'R' || memcmp(at, "RSD PTR ", 8) != 0 || !sums_to_zero(at, RSDP_SIZE_V1))
		return false;
	return at[RSDP_REVISION] < 2 || sums_to_zero(at, RSDP_SIZE_V2);
}

static uint64_t search(uintptr_t base, uintptr_t end)
{
	for (uintptr_t at = base; at + RSDP_SIZE_V2 <= end; at += RSDP_STEP)
		if (is_rsdp((const uint8_t *)at))
			return at;
	return 0;
}

uint64_t firmware_acpi_rsdp(void)
{
	uintptr_t ebda = (uintptr_t)*(const volatile uint16_t *)BDA_EBDA_SEGMENT << 4;
	uint64_t found = 0;

	if (ebda >= EBDA_LOWEST && ebda + EBDA_SEARCH <= ROM_END)
		found = search(ebda, ebda + EBDA_SEARCH);
	return found ? found : search(ROM_BASE, ROM_END);
}
