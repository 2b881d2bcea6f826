#pragma once
/* made_table: ACPI tables of the tests' own, in the heap, good at first. */
#include <ingot/acpi.h>
#include <stddef.h>

/* Header and body, with the right size and checksum; the caller frees it. */
struct acpi_header *made_table(const char signature[4], const void *body, size_t body_bytes);

/* Sets *checksum so that all bytes sum to 0. */
void made_table_sum(void *bytes, size_t size_bytes, uint8_t *checksum);
