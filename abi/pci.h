#pragma once
/* pci: configuration space (PCI Local Bus 3.0, 3.2.2.3.2 and 6.1; PCI-to-PCI
 * Bridge 1.2, 3.2): its two ports, and registers that every function has. */
#include <stdint.h>

#define PCI_PORT_ADDRESS   0xcf8
#define PCI_PORT_DATA      0xcfc
#define PCI_ADDRESS_ENABLE 0x80000000u

#define PCI_SLOTS     32 /* of a bus */
#define PCI_FUNCTIONS 8  /* of a slot */

/* What the address port takes with PCI_ADDRESS_ENABLE, and a register's offset:
 * slot < PCI_SLOTS, function < PCI_FUNCTIONS. */
static inline uint32_t pci_address(uint32_t bus, uint32_t slot, uint32_t function)
{
	return bus << 16 | slot << 11 | function << 8;
}

/* Offsets of registers. */
#define PCI_ID        0x00 /* vendor, device: 16 bits each */
#define PCI_COMMAND   0x04
#define PCI_STATUS    0x06
#define PCI_CLASS     0x08 /* revision, interface, subclass, class */
#define PCI_HEADER    0x0e
#define PCI_BARS      0x10 /* 4 bytes each */
#define PCI_BUSES     0x18 /* of a bridge: primary, secondary, subordinate */
#define PCI_INTERRUPT 0x3c /* line, pin */

#define PCI_COMMAND_PORTS      0x0001u
#define PCI_COMMAND_MEMORY     0x0002u
#define PCI_COMMAND_BUS_MASTER 0x0004u
#define PCI_COMMAND_NO_INTX    0x0400u

#define PCI_HEADER_KIND 0x7f /* enum pci_header */
#define PCI_HEADER_MANY 0x80 /* the slot has more functions than this */
enum pci_header { PCI_HEADER_DEVICE = 0, PCI_HEADER_BRIDGE = 1, PCI_HEADER_CARDBUS = 2 };

#define PCI_BAR_IS_PORT      0x1u
#define PCI_BAR_PORT_MASK    0xfffffffcu
#define PCI_BAR_MEMORY_MASK  0xfffffff0u
#define PCI_BAR_TYPE_MASK    0x6u
#define PCI_BAR_TYPE_64_BIT  0x4u
#define PCI_BAR_PREFETCHABLE 0x8u
