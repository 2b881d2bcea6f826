/* made_table: see made_table.h. */
#include "made_table.h"

#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

void made_table_sum(void *bytes, size_t size_bytes, uint8_t *checksum)
{
	uint8_t sum = 0;

	*checksum = 0;
	for (size_t i = 0; i < size_bytes; i++)
		sum = (uint8_t)(sum + ((uint8_t *)bytes)[i]);
	*checksum = (uint8_t)-sum;
}

struct acpi_header *made_table(const char signature[4], const void *body, size_t body_bytes)
{
	size_t size_bytes = sizeof(struct acpi_header) + body_bytes;
	struct acpi_header *table = calloc(1, size_bytes);

	REQUIRE(table != NULL);
	memcpy(table->signature, signature, sizeof table->signature);
	table->size_bytes = le32_of((uint32_t)size_bytes);
	if (body_bytes > 0)
		memcpy(table + 1, body, body_bytes);
	made_table_sum(table, size_bytes, &table->checksum);
	return table;
}
