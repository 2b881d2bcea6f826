/* acpi: finds the root pointer (RSDP) where a BIOS puts it (ACPI 6.5, 5.2.5.1). */
#include <stdbool.h>
#include <string.h>

#include "abi/acpi.h"
#include "abi/bits.h"
#include "boot/base/bda.h"
#include "boot/base/firmware.h"

#define EBDA_LOWEST 0x40000 /* a smaller value is no EBDA */
#define EBDA_SEARCH 1024
#define ROM_BASE    0xe0000
#define ROM_END     0x100000
#define ROOT_STEP   16

/* The first byte decides at nearly all of the thousands of places. */
static bool is_root(const struct acpi_root_pointer *at)
{
	if (at->signature[0] != ACPI_ROOT_SIGNATURE[0] ||
	    memcmp(at->signature, ACPI_ROOT_SIGNATURE, sizeof at->signature) != 0 ||
	    !sums_to_zero(at, ACPI_ROOT_SIZE_OLD))
		return false;
	return at->revision < ACPI_ROOT_REVISION_XSDT || sums_to_zero(at, sizeof *at);
}

static uint64_t search(uintptr_t base, uintptr_t end)
{
	for (uintptr_t at = base; at + sizeof(struct acpi_root_pointer) <= end; at += ROOT_STEP)
		if (is_root((const struct acpi_root_pointer *)at))
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
