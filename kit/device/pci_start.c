/* pci_start: the list of devices, see <ingot/pci.h>. */
#include <ingot/acpi_tables.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <ingot/pci.h>

#include "kit/device/pci_space.h"

#define BUS_BYTES (PCI_SLOTS * PCI_FUNCTIONS * PCI_EXPRESS_BYTES)

static struct pci_device pci_devices[PCI_DEVICES_MAX];
static size_t pci_count;
static bool pci_is_started;
static const char *pci_trouble; /* the first that there was */

static void note(const char *why)
{
	if (!pci_trouble)
		pci_trouble = why;
}

static void scan(const struct pci_range *range)
{
	size_t room = PCI_DEVICES_MAX - pci_count;
	size_t found = pci_scan_range(range, pci_devices + pci_count, room);

	if (found > room) {
		note("more PCI devices than PCI_DEVICES_MAX");
		found = room;
	}
	pci_count += found;
}

static volatile uint8_t *map_ecam(const struct acpi_ecam *ecam)
{
	phys_t first = ecam->address + (phys_t)ecam->first_bus * BUS_BYTES;
	size_t size_bytes = (size_t)(ecam->last_bus - ecam->first_bus + 1) * BUS_BYTES;
	void *at = memory_to_virtual(first);

	if (first < ecam->address || !at || !paging_is_mapped((uint64_t)at, size_bytes))
		return NULL;
	return at;
}

/* Firmware has been seen to point its MCFG anywhere; the first device answers
 * both ways if it does not. */
static bool agrees_with_ports(const struct pci_range *range)
{
	struct pci_device first = { .config = range->ecam };
	struct pci_device by_ports = { .config = NULL };

	if (range->segment != 0 || range->first_bus != 0)
		return true;
	return pci_read32(&first, 0) == pci_read32(&by_ports, 0);
}

/* True if that entry has been scanned. */
static bool scan_ecam(const struct acpi_ecam *ecam)
{
	struct pci_range range = {
		.segment = ecam->segment,
		.first_bus = ecam->first_bus,
		.last_bus = ecam->last_bus,
		.ecam = map_ecam(ecam),
	};

	if (!range.ecam) {
		note("the MCFG memory is not mapped");
		return false;
	}
	if (!agrees_with_ports(&range)) {
		note("the MCFG address is not PCI Express configuration space");
		return false;
	}
	scan(&range);
	return true;
}

/* True if the first segment has been scanned. */
static bool scan_mcfg(void)
{
	const struct acpi_header *table;
	bool has_first = false;
	struct acpi_ecam ecam;

	if (acpi_find_table("MCFG", &table))
		return false;
	for (size_t i = 0; !acpi_mcfg_get(table, i, &ecam); i++)
		if (scan_ecam(&ecam) && ecam.segment == 0)
			has_first = true;
	return has_first;
}

const char *pci_start(void)
{
	const struct pci_range by_ports = { .last_bus = 255 };
	bool has_ports;

	if (pci_is_started)
		return pci_trouble;
	has_ports = pci_space_has_ports();
	if (!scan_mcfg() && has_ports)
		scan(&by_ports);
	if (pci_count == 0)
		note("no PCI bus found");
	pci_is_started = true;
	return pci_trouble;
}

size_t pci_get_count(void)
{
	return pci_count;
}

const struct pci_device *pci_get(size_t index)
{
	return index < pci_count ? &pci_devices[index] : NULL;
}

static size_t index_behind(const struct pci_device *after)
{
	return after ? (size_t)(after - pci_devices) + 1 : 0;
}

const struct pci_device *pci_find_id(const struct pci_device *after, uint16_t vendor,
                                     uint16_t device)
{
	for (size_t i = index_behind(after); i < pci_count; i++)
		if (pci_devices[i].vendor == vendor && pci_devices[i].device == device)
			return &pci_devices[i];
	return NULL;
}

const struct pci_device *pci_find_class(const struct pci_device *after, uint8_t base_class,
                                        uint8_t subclass)
{
	for (size_t i = index_behind(after); i < pci_count; i++)
		if (pci_devices[i].base_class == base_class && pci_devices[i].subclass == subclass)
			return &pci_devices[i];
	return NULL;
}
