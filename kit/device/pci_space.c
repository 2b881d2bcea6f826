/* pci_space: see pci_space.h. */
#include "kit/device/pci_space.h"

#include <ingot/cpu.h>

#include "kit/device/port_lock.h"

static bool ports_lock;

bool pci_space_has_ports(void)
{
	uint64_t rflags = port_lock_take(&ports_lock);
	bool answers;

	cpu_out32(PCI_PORT_ADDRESS, PCI_ADDRESS_ENABLE);
	answers = cpu_in32(PCI_PORT_ADDRESS) == PCI_ADDRESS_ENABLE;
	port_lock_give(&ports_lock, rflags);
	return answers;
}

volatile uint8_t *pci_space_locate(const struct pci_range *range, uint8_t bus, uint8_t slot,
                                   uint8_t function)
{
	size_t index = ((size_t)(bus - range->first_bus) * PCI_SLOTS + slot) * PCI_FUNCTIONS +
	               function;

	return range->ecam ? range->ecam + index * PCI_EXPRESS_BYTES : NULL;
}

static void select_register(const struct pci_device *device, unsigned offset)
{
	cpu_out32(PCI_PORT_ADDRESS,
	          PCI_ADDRESS_ENABLE | pci_address(device->bus, device->slot, device->function) |
	                  (offset & 0xfc));
}

/* The ports reach the first segment only, and of each device the old part. */
static bool is_out_of_reach(const struct pci_device *device, unsigned offset)
{
	if (device->config)
		return offset >= PCI_EXPRESS_BYTES;
	return offset >= PCI_SPACE_BYTES || device->segment != 0;
}

uint32_t pci_read32(const struct pci_device *device, unsigned offset)
{
	uint64_t rflags;
	uint32_t value;

	if (is_out_of_reach(device, offset))
		return UINT32_MAX;
	if (device->config)
		return *(volatile uint32_t *)(device->config + (offset & ~3u));
	rflags = port_lock_take(&ports_lock);
	select_register(device, offset);
	value = cpu_in32(PCI_PORT_DATA);
	port_lock_give(&ports_lock, rflags);
	return value;
}

void pci_write32(const struct pci_device *device, unsigned offset, uint32_t value)
{
	uint64_t rflags;

	if (is_out_of_reach(device, offset))
		return;
	if (device->config) {
		*(volatile uint32_t *)(device->config + (offset & ~3u)) = value;
		return;
	}
	rflags = port_lock_take(&ports_lock);
	select_register(device, offset);
	cpu_out32(PCI_PORT_DATA, value);
	port_lock_give(&ports_lock, rflags);
}

uint16_t pci_read16(const struct pci_device *device, unsigned offset)
{
	return (uint16_t)(pci_read32(device, offset) >> 8 * (offset & 2));
}

uint8_t pci_read8(const struct pci_device *device, unsigned offset)
{
	return (uint8_t)(pci_read32(device, offset) >> 8 * (offset & 3));
}

/* Not as half of 32 bits: the neighbour of the command register is the status,
 * whose bits are cleared by writing what was read. */
void pci_write16(const struct pci_device *device, unsigned offset, uint16_t value)
{
	uint64_t rflags;

	if (is_out_of_reach(device, offset))
		return;
	if (device->config) {
		*(volatile uint16_t *)(device->config + (offset & ~1u)) = value;
		return;
	}
	rflags = port_lock_take(&ports_lock);
	select_register(device, offset);
	cpu_out16((uint16_t)(PCI_PORT_DATA + (offset & 2)), value);
	port_lock_give(&ports_lock, rflags);
}
