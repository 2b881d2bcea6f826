/* pci_scan: pci_scan_range of <ingot/pci.h>: which devices exist, and the size
 * of each BAR (PCI 3.0, 6.1 and 6.2.5.1; PCI-to-PCI Bridge 1.2, 3.2). */
#include <ingot/cpu.h>

#include "kit/device/pci_space.h"

#define CLASS_BRIDGE         0x06
#define SUBCLASS_HOST_BRIDGE 0x00

/* What the lines that the device decodes read as, with all of them set. */
static uint32_t probe(const struct pci_device *device, unsigned offset)
{
	uint32_t kept = pci_read32(device, offset);
	uint32_t value;

	pci_write32(device, offset, UINT32_MAX);
	value = pci_read32(device, offset);
	pci_write32(device, offset, kept);
	return value;
}

static uint64_t lowest_bit(uint64_t mask)
{
	return mask & -mask;
}

static void read_port_bar(struct pci_bar *bar, uint32_t value, uint32_t probed)
{
	bar->is_port = true;
	bar->address = value & PCI_BAR_PORT_MASK;
	bar->size_bytes = lowest_bit(probed & PCI_BAR_PORT_MASK);
}

/* How many of the registers the BAR takes: 1 or 2. */
static unsigned read_memory_bar(const struct pci_device *device, struct pci_bar *bar,
                                unsigned offset, bool has_next)
{
	uint32_t low = pci_read32(device, offset);
	uint64_t mask = probe(device, offset) & PCI_BAR_MEMORY_MASK;

	bar->address = low & PCI_BAR_MEMORY_MASK;
	bar->is_prefetchable = low & PCI_BAR_PREFETCHABLE;
	if ((low & PCI_BAR_TYPE_MASK) == PCI_BAR_TYPE_64_BIT && has_next) {
		bar->is_64_bit = true;
		bar->address |= (uint64_t)pci_read32(device, offset + 4) << 32;
		mask |= (uint64_t)probe(device, offset + 4) << 32;
	}
	bar->size_bytes = lowest_bit(mask);
	if (bar->size_bytes == 0)
		*bar = (struct pci_bar){ .is_64_bit = bar->is_64_bit };
	return bar->is_64_bit ? 2 : 1;
}

static void read_bars(struct pci_device *device, unsigned count)
{
	for (unsigned i = 0; i < count;) {
		unsigned offset = PCI_BARS + 4 * i;
		uint32_t value = pci_read32(device, offset);

		if (value & PCI_BAR_IS_PORT) {
			read_port_bar(&device->bars[i], value, probe(device, offset));
			i++;
		} else {
			i += read_memory_bar(device, &device->bars[i], offset, i + 1 < count);
		}
	}
}

/* While a BAR is probed, the device must not answer at what it reads as; but
 * a host bridge that does not decode takes memory away from the CPU. */
static void size_bars(struct pci_device *device)
{
	bool is_host = device->base_class == CLASS_BRIDGE &&
	               device->subclass == SUBCLASS_HOST_BRIDGE;
	uint16_t command = pci_read16(device, PCI_COMMAND);
	uint16_t quiet = command & (uint16_t)~(PCI_COMMAND_PORTS | PCI_COMMAND_MEMORY);
	uint64_t rflags = cpu_interrupts_save();

	if (!is_host)
		pci_write16(device, PCI_COMMAND, quiet);
	if (device->header == PCI_HEADER_DEVICE)
		read_bars(device, PCI_BARS_MAX);
	else if (device->header == PCI_HEADER_BRIDGE)
		read_bars(device, 2);
	if (!is_host)
		pci_write16(device, PCI_COMMAND, command);
	cpu_interrupts_restore(rflags);
}

static void read_device(struct pci_device *device)
{
	uint32_t id = pci_read32(device, PCI_ID);
	uint32_t class = pci_read32(device, PCI_CLASS);
	uint16_t interrupt = pci_read16(device, PCI_INTERRUPT);
	uint32_t buses = pci_read32(device, PCI_BUSES);

	device->vendor = (uint16_t)id;
	device->device = (uint16_t)(id >> 16);
	device->revision = (uint8_t)class;
	device->interface = (uint8_t)(class >> 8);
	device->subclass = (uint8_t)(class >> 16);
	device->base_class = (uint8_t)(class >> 24);
	device->header = pci_read8(device, PCI_HEADER) & PCI_HEADER_KIND;
	device->interrupt_line = (uint8_t)interrupt;
	device->interrupt_pin = (uint8_t)(interrupt >> 8);
	if (device->header == PCI_HEADER_BRIDGE) {
		device->secondary_bus = (uint8_t)(buses >> 8);
		device->subordinate_bus = (uint8_t)(buses >> 16);
	}
	device->msi = (uint8_t)pci_find_capability(device, PCI_CAPABILITY_MSI, 0);
	device->msix = (uint8_t)pci_find_capability(device, PCI_CAPABILITY_MSIX, 0);
	device->express = (uint8_t)pci_find_capability(device, PCI_CAPABILITY_EXPRESS, 0);
	size_bars(device);
}

/* An empty slot reads as all ones; some bridges make zeros of it. */
static bool is_there(const struct pci_device *device)
{
	uint16_t vendor = pci_read16(device, PCI_ID);

	return vendor != 0xffff && vendor != 0;
}

struct found {
	struct pci_device *list;
	size_t max, count;
};

/* False if nothing is there. */
static bool scan_function(const struct pci_range *range, struct found *found, uint8_t bus,
                          uint8_t slot, uint8_t function)
{
	struct pci_device device = {
		.segment = range->segment,
		.bus = bus,
		.slot = slot,
		.function = function,
		.config = pci_space_locate(range, bus, slot, function),
	};

	if (!is_there(&device))
		return false;
	if (found->count < found->max) {
		read_device(&device);
		found->list[found->count] = device;
	}
	found->count++;
	return true;
}

static bool has_many_functions(const struct pci_range *range, uint8_t bus, uint8_t slot)
{
	struct pci_device first = {
		.segment = range->segment,
		.bus = bus,
		.slot = slot,
		.config = pci_space_locate(range, bus, slot, 0),
	};

	return pci_read8(&first, PCI_HEADER) & PCI_HEADER_MANY;
}

/* Every bus of the range, rather than from bridge to bridge: no bridge is
 * believed, none can lead in a circle, and root buses of their own are found
 * without the firmware's bytecode. It costs 8192 reads. */
size_t pci_scan_range(const struct pci_range *range, struct pci_device *list, size_t max)
{
	struct found found = { list, max, 0 };

	for (unsigned bus = range->first_bus; bus <= range->last_bus; bus++) {
		for (uint8_t slot = 0; slot < PCI_SLOTS; slot++) {
			if (!scan_function(range, &found, (uint8_t)bus, slot, 0) ||
			    !has_many_functions(range, (uint8_t)bus, slot))
				continue;
			for (uint8_t function = 1; function < PCI_FUNCTIONS; function++)
				scan_function(range, &found, (uint8_t)bus, slot, function);
		}
	}
	return found.count;
}
