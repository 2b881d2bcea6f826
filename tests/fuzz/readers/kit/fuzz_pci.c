/* A device's configuration space: its list of capabilities, in circles or not, and what
 * MSI and MSI-X say. Each search ends, at a capability of that kind behind the registers
 * that all devices have; tables lie within their BARs.
 *
 * Runs: 100000
 * Longest: 300 */
#include <ingot/pci.h>
#include <string.h>

#include "tests/fuzz/readers/fuzz.h"

#define SPACE_BYTES 256u

static uint8_t space[SPACE_BYTES];
static unsigned reads;

/* As pci_space.c has it: what is out of reach is all ones. */
uint32_t pci_read32(const struct pci_device *device, unsigned offset)
{
	uint32_t value;

	(void)device;
	HOLDS(++reads < 100000);
	if (offset >= SPACE_BYTES)
		return UINT32_MAX;
	memcpy(&value, space + (offset & ~3u), sizeof value);
	return value;
}

uint16_t pci_read16(const struct pci_device *device, unsigned offset)
{
	return (uint16_t)(pci_read32(device, offset) >> 8 * (offset & 2));
}

uint8_t pci_read8(const struct pci_device *device, unsigned offset)
{
	return (uint8_t)(pci_read32(device, offset) >> 8 * (offset & 3));
}

static void look_for(const struct pci_device *device, uint8_t id)
{
	unsigned at = 0;

	for (unsigned i = 0; i < SPACE_BYTES; i++) {
		at = pci_find_capability(device, id, at);
		if (at == 0)
			return;
		HOLDS(at >= 0x40 && at < SPACE_BYTES && at % 4 == 0);
		HOLDS_EQUAL(space[at], id);
	}
}

static void look_at_tables(struct pci_device *device)
{
	struct pci_msi msi;
	struct pci_msix msix;

	device->msi = (uint8_t)pci_find_capability(device, PCI_CAPABILITY_MSI, 0);
	device->msix = (uint8_t)pci_find_capability(device, PCI_CAPABILITY_MSIX, 0);
	if (!pci_get_msi(device, &msi))
		HOLDS(device->msi && msi.vector_count >= 1 && msi.vector_count <= 32);
	if (pci_get_msix(device, &msix))
		return;
	HOLDS(device->msix && msix.table_bar < PCI_BARS_MAX && msix.pending_bar < PCI_BARS_MAX);
	HOLDS(!device->bars[msix.table_bar].is_port);
	HOLDS(msix.table_offset + 16ull * msix.vector_count <=
	      device->bars[msix.table_bar].size_bytes);
	HOLDS(msix.pending_offset + (msix.vector_count + 7) / 8 <=
	      device->bars[msix.pending_bar].size_bytes);
}

FUZZ(data, size)
{
	struct input input = { data, data + size };
	struct pci_device device = { .header = (uint8_t)input_below(&input, 3) };
	const uint8_t *piece;

	for (size_t i = 0; i < PCI_BARS_MAX; i++) {
		unsigned log = (unsigned)input_below(&input, 40);

		device.bars[i].size_bytes = log ? 1ull << log : 0;
		device.bars[i].is_port = log == 5;
	}
	memset(space, 0, sizeof space);
	size_t count = input_piece(&input, sizeof space, &piece);
	memcpy(space, piece, count);
	reads = 0;
	look_for(&device, PCI_CAPABILITY_VENDOR);
	look_for(&device, PCI_CAPABILITY_POWER);
	look_at_tables(&device);
}
