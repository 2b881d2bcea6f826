#include "boot/bios/pci.h"

#include "boot/cpu.h"

#define ADDRESS_PORT   0xcf8
#define DATA_PORT      0xcfc
#define ADDRESS_ENABLE 0x80000000u

static void select(pci_t function, uint32_t offset_bytes)
{
	cpu_out32(ADDRESS_PORT, ADDRESS_ENABLE | function | offset_bytes);
}

uint32_t pci_read(pci_t function, uint32_t offset_bytes)
{
	select(function, offset_bytes);
	return cpu_in32(DATA_PORT);
}

uint16_t pci_command(pci_t function)
{
	return (uint16_t)pci_read(function, PCI_COMMAND);
}

void pci_set_command(pci_t function, uint16_t command)
{
	select(function, PCI_COMMAND);
	cpu_out16(DATA_PORT, command);
}
