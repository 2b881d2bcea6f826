#pragma once
/* madt: the entries of ACPI's table of interrupt controllers (ACPI 6.5,
 * 5.2.12). Context: any. */
#include <stddef.h>
#include <stdint.h>

enum madt_type { MADT_IO_APIC = 1, MADT_OVERRIDE = 2 };

/* The next entry of that type and at least that size behind previous (NULL: the
 * first), or NULL. An entry that makes no sense ends the list. */
const void *madt_next(const void *previous, enum madt_type type, size_t size_bytes);
