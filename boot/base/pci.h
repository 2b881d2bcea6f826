#pragma once
/* pci: configuration space by its two ports, 0xcf8 and 0xcfc (PCI Local Bus
 * 3.0, 3.2.2.3.2), which every PC that has PCI and a BIOS understands. */
#include <stdint.h>

#define PCI_ID             0x00		/* vendor, device << 16 */
#define PCI_COMMAND        0x04		/* lower half; status above it */
#define PCI_CLASS          0x08		/* class, subclass, interface, revision */
#define PCI_HEADER         0x0c		/* type in byte 2, bit 7: many functions */
#define PCI_BAR(n)         (0x10 + 4 * (n))
#define PCI_BRIDGE_BUSES   0x18		/* last bus behind a bridge in byte 2 */

#define PCI_ID_NONE        0xffffffff
#define PCI_COMMAND_IO     0x0001
#define PCI_COMMAND_MEMORY 0x0002
#define PCI_COMMAND_MASTER 0x0004
#define PCI_HEADER_MANY    0x00800000
#define PCI_HEADER_TYPE    0x007f0000
#define PCI_HEADER_BRIDGE  0x00010000
#define PCI_BAR_IO         0x00000001
#define PCI_BAR_IO_MASK    0x0000fffc
#define PCI_BAR_MEMORY_MASK 0xfffffff0

/* One function of a device, as configuration address: bus, device, function. */
typedef uint32_t pci_t;

static inline pci_t pci_at(uint32_t bus, uint32_t device, uint32_t function)
{
	return bus << 16 | (device & 31) << 11 | (function & 7) << 8;
}

#define PCI_NONE 0xffffffff

/* The next function of a class (class, subclass, interface in 24 bits) after
 * one, or from the beginning after PCI_NONE; PCI_NONE when there is no more.
 * Finds what bus 0 and the buses behind its bridges hold. */
pci_t pci_next(pci_t after, uint32_t class);

uint32_t pci_read(pci_t function, uint32_t offset_bytes);

/* The command register alone: the status bits above it are not cleared. */
uint16_t pci_command(pci_t function);
void pci_set_command(pci_t function, uint16_t command);
