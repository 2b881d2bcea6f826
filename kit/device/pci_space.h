#pragma once
/* pci_space: how configuration space is reached: ECAM (MMCONFIG), else ports
 * 0xcf8 and 0xcfc (PCI 3.0, 3.2.2.3.2; PCI Express Base 5.0, 7.2.2). Context:
 * any CPU, interrupts included. */
#include <ingot/pci.h>

#define PCI_SPACE_BYTES   256  /* by ports */
#define PCI_EXPRESS_BYTES 4096 /* by memory */

/* False if the ports do not answer: no PCI bus found. */
bool pci_space_has_ports(void);

/* Where a function's registers are in the range's memory; NULL = by ports. */
volatile uint8_t *pci_space_locate(const struct pci_range *range, uint8_t bus, uint8_t slot,
                                   uint8_t function);
