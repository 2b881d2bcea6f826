#pragma once
/* pci: configuration space by its two ports, which every PC that has PCI and a
 * BIOS understands. Registers: abi/pci.h. */
#include <stdint.h>

#include "abi/pci.h"

/* One function of a device, as pci_address has it. */
typedef uint32_t pci_t;

#define PCI_NONE 0xffffffff

/* The next function of a class (class, subclass, interface in 24 bits) after
 * one, or from the beginning after PCI_NONE; PCI_NONE when there is no more.
 * Finds what bus 0 and the buses behind its bridges hold. */
pci_t pci_next(pci_t after, uint32_t class);

uint32_t pci_read(pci_t function, uint32_t offset_bytes);

static inline uint32_t pci_bar(pci_t function, unsigned number)
{
	return pci_read(function, PCI_BARS + 4 * number);
}

/* The command register alone: the status bits above it are not cleared. */
uint16_t pci_command(pci_t function);
void pci_set_command(pci_t function, uint16_t command);
