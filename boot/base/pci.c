#include "boot/base/pci.h"

#include "boot/base/cpu.h"

#define ID_NONE       0xffffffff /* both halves of PCI_ID: nobody answers */
#define FUNCTION_STEP 0x00000100u
#define FUNCTION_MASK 0x00000700u
#define DEVICE_STEP   0x00000800u
#define BUS(function) ((function) >> 16)
#define BUSES         256

static void select(pci_t function, uint32_t offset_bytes)
{
	cpu_out32(PCI_PORT_ADDRESS, PCI_ADDRESS_ENABLE | function | offset_bytes);
}

uint32_t pci_read(pci_t function, uint32_t offset_bytes)
{
	select(function, offset_bytes);
	return cpu_in32(PCI_PORT_DATA);
}

uint16_t pci_command(pci_t function)
{
	return (uint16_t)pci_read(function, PCI_COMMAND);
}

void pci_set_command(pci_t function, uint16_t command)
{
	select(function, PCI_COMMAND);
	cpu_out16(PCI_PORT_DATA, command);
}

/* The kind of header, and PCI_HEADER_MANY. */
static uint8_t header_of(pci_t function)
{
	return (uint8_t)(pci_read(function, PCI_HEADER & ~3u) >> 16);
}

/* The function to look at after this one: the device's next, if it is there
 * and has many, else the next device's first. */
static pci_t step(pci_t function)
{
	pci_t device = function & ~FUNCTION_MASK;

	if ((function & FUNCTION_MASK) != FUNCTION_MASK && pci_read(device, PCI_ID) != ID_NONE &&
	    header_of(device) & PCI_HEADER_MANY)
		return function + FUNCTION_STEP;
	return device + DEVICE_STEP;
}

/* The last bus behind a function, if it is a bridge; else 0. */
static uint32_t last_bus_of(pci_t function)
{
	if ((header_of(function) & PCI_HEADER_KIND) != PCI_HEADER_BRIDGE)
		return 0;
	return pci_read(function, PCI_BUSES) >> 16 & 0xff;
}

pci_t pci_next(pci_t after, uint32_t class)
{
	static uint32_t last_bus;
	pci_t at = after == PCI_NONE ? 0 : step(after);

	for (; BUS(at) <= last_bus && BUS(at) < BUSES; at = step(at)) {
		uint32_t behind;

		if (pci_read(at, PCI_ID) == ID_NONE)
			continue;
		behind = last_bus_of(at);
		if (behind > last_bus)
			last_bus = behind;
		if (pci_read(at, PCI_CLASS) >> 8 == class)
			return at;
	}
	return PCI_NONE;
}
