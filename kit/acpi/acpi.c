/* acpi: see <ingot/acpi.h>. */
#include <ingot/acpi.h>
#include <ingot/boot_info.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <string.h>

#include "abi/bits.h"

#define ROOT_SIZE_MAX 4096 /* 36 today */
#define DAMAGED_MAX   16   /* tables of one signature that are looked at */

/* The physical bytes, or NULL if they are not mapped. */
static const void *map(phys_t physical, size_t size_bytes)
{
	const void *at = memory_to_virtual(physical);

	if (!at || !paging_is_mapped((uint64_t)at, size_bytes))
		return NULL;
	return at;
}

const char *acpi_get_table(uint64_t physical, const char signature[4],
                           const struct acpi_header **table)
{
	const struct acpi_header *at = map(physical, sizeof *at);
	size_t size_bytes;

	if (!at)
		return "an ACPI table is not mapped";
	if (memcmp(at->signature, signature, sizeof at->signature) != 0)
		return "an ACPI table has the wrong signature";
	size_bytes = le32_get(at->size_bytes);
	if (size_bytes < sizeof *at || size_bytes > ACPI_TABLE_SIZE_MAX)
		return "an ACPI table has an invalid length";
	if (!map(physical, size_bytes))
		return "the end of an ACPI table is not mapped";
	if (!sums_to_zero(at, size_bytes))
		return "an ACPI table has a wrong checksum";
	*table = at;
	return NULL;
}

/* Newer roots are longer, and a second checksum covers all of them. */
static bool is_whole(const struct acpi_root_pointer *root, phys_t physical)
{
	size_t size_bytes;

	if (root->revision < ACPI_ROOT_REVISION_XSDT)
		return true;
	if (!map(physical, sizeof *root))
		return false;
	size_bytes = le32_get(root->size_bytes);
	return size_bytes >= sizeof *root && size_bytes <= ROOT_SIZE_MAX &&
	       map(physical, size_bytes) && sums_to_zero(root, size_bytes);
}

static const char *get_root(phys_t physical, const struct acpi_root_pointer **root)
{
	if (physical == 0)
		return "no ACPI tables found";
	*root = map(physical, ACPI_ROOT_SIZE_OLD);
	if (!*root)
		return "the ACPI RSDP is not mapped";
	if (memcmp((*root)->signature, ACPI_ROOT_SIGNATURE, sizeof(*root)->signature) != 0 ||
	    !sums_to_zero(*root, ACPI_ROOT_SIZE_OLD) || !is_whole(*root, physical))
		return "the ACPI RSDP is damaged";
	return NULL;
}

/* The table of tables: 64-bit addresses where the firmware has them. */
struct acpi_directory {
	const struct acpi_header *table;
	size_t entry_size_bytes;
};

/* Firmware whose XSDT is damaged may have a sound RSDT still. */
static const char *find_directory(phys_t physical, struct acpi_directory *found)
{
	const struct acpi_root_pointer *root;
	const char *why = get_root(physical, &root), *wide = NULL;

	if (why)
		return why;
	if (root->revision >= ACPI_ROOT_REVISION_XSDT && le64_get(root->xsdt) != 0) {
		found->entry_size_bytes = sizeof(struct le64);
		wide = acpi_get_table(le64_get(root->xsdt), "XSDT", &found->table);
		if (!wide || le32_get(root->rsdt) == 0)
			return wide;
	}
	found->entry_size_bytes = sizeof(struct le32);
	why = acpi_get_table(le32_get(root->rsdt), "RSDT", &found->table);
	return why && wide ? wide : why;
}

static phys_t read_entry(const struct acpi_directory *in, size_t index)
{
	const uint8_t *at = (const uint8_t *)(in->table + 1) + index * in->entry_size_bytes;

	return in->entry_size_bytes == sizeof(struct le64) ? le64_get(*(const struct le64 *)at)
	                                                   : le32_get(*(const struct le32 *)at);
}

static bool has_signature(phys_t physical, const char signature[4])
{
	const struct acpi_header *table = map(physical, sizeof *table);

	return table && memcmp(table->signature, signature, sizeof table->signature) == 0;
}

/* The first sound one. Sums over what is damaged have a limit: there may be a
 * million entries. */
const char *acpi_find_table_from(uint64_t root_physical, const char signature[4],
                                 const struct acpi_header **table)
{
	struct acpi_directory all;
	const char *why = find_directory(root_physical, &all);
	size_t count, damaged = 0;

	if (why)
		return why;
	count = (le32_get(all.table->size_bytes) - sizeof *all.table) / all.entry_size_bytes;
	for (size_t i = 0; i < count && damaged < DAMAGED_MAX; i++) {
		phys_t physical = read_entry(&all, i);
		const char *refusal;

		if (!has_signature(physical, signature))
			continue;
		refusal = acpi_get_table(physical, signature, table);
		if (!refusal)
			return NULL;
		damaged++;
		why = why ? why : refusal;
	}
	return why ? why : "no ACPI table with this signature";
}

const char *acpi_find_table(const char signature[4], const struct acpi_header **table)
{
	return acpi_find_table_from(boot_info_get()->acpi_rsdp, signature, table);
}
