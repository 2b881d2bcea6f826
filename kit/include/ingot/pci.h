#pragma once
/* pci: PCI and PCI Express: enumeration, BARs, ECAM, MSI, MSI-X (PCI Local Bus 3.0,
 * chapter 6; PCI Express Base 5.0, chapter 7).
 *
 * pci_start enumerates all buses once: by memory (ECAM) if the ACPI MCFG has a valid
 * address for it, else by ports 0xcf8 and 0xcfc. It sizes the BARs, with decoding
 * disabled meanwhile. Bus numbers are those of the firmware; devices behind a bridge
 * without a bus number are not found. No device is enabled.
 * Context: pci_start on the first CPU, before drivers use their devices; the rest
 * any. A driver that writes a device's registers must own the device. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/pci.h" /* PCI_COMMAND and its like, enum pci_header */
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PCI_DEVICES_MAX      256
#define PCI_BARS_MAX         6
#define PCI_CAPABILITIES_MAX 48 /* as many as fit in 256 bytes */

enum pci_capability {
	PCI_CAPABILITY_POWER = 0x01,
	PCI_CAPABILITY_MSI = 0x05,
	PCI_CAPABILITY_VENDOR = 0x09,
	PCI_CAPABILITY_EXPRESS = 0x10,
	PCI_CAPABILITY_MSIX = 0x11,
};

struct pci_bar {
	uint64_t address;    /* physical, or a port */
	uint64_t size_bytes; /* a power of two; 0 = BAR not implemented */
	bool is_port, is_64_bit, is_prefetchable;
};

struct pci_device {
	uint16_t segment;
	uint8_t bus, slot, function;
	uint8_t header; /* enum pci_header */
	uint16_t vendor, device;
	uint8_t base_class, subclass, interface, revision;
	uint8_t interrupt_line;                 /* ISA IRQ, as the firmware set it */
	uint8_t interrupt_pin;                  /* 1..4 = INTA..INTD, 0 = none */
	uint8_t secondary_bus, subordinate_bus; /* of a bridge */
	uint8_t msi, msix, express;             /* offset of that capability, 0 = none */
	struct pci_bar bars[PCI_BARS_MAX];
	volatile uint8_t *config; /* its 4 KiB of ECAM; NULL = by I/O ports */
};

/* On failure (an invalid MCFG, more than PCI_DEVICES_MAX devices, no PCI bus) the
 * devices that were found can be used. Later calls return the same result. */
MUST_CHECK const char *pci_start(void) KIT_NAME(pci_start);

/* The number of devices; each function counts as one. */
size_t pci_get_count(void) KIT_NAME(pci_get_count);

/* By index, sorted by segment, bus, slot and function; NULL after the last. */
const struct pci_device *pci_get(size_t index) KIT_NAME(pci_get);

/* The next match after `after`, or the first if that is NULL; NULL = no more. */
const struct pci_device *pci_find_id(const struct pci_device *after, uint16_t vendor,
                                     uint16_t device) KIT_NAME(pci_find_id);
const struct pci_device *pci_find_class(const struct pci_device *after, uint8_t base_class,
                                        uint8_t subclass) KIT_NAME(pci_find_class);

/* "SATA controller" and the like; "unknown device" if there is no name. */
const char *pci_get_class_name(uint8_t base_class, uint8_t subclass) KIT_NAME(pci_get_class_name);

/* Configuration registers. offset must be aligned to the size. Offsets above 255 need
 * ECAM; without it reads return all ones and writes have no effect. */
uint8_t pci_read8(const struct pci_device *device, unsigned offset) KIT_NAME(pci_read8);
uint16_t pci_read16(const struct pci_device *device, unsigned offset) KIT_NAME(pci_read16);
uint32_t pci_read32(const struct pci_device *device, unsigned offset) KIT_NAME(pci_read32);
void pci_write16(const struct pci_device *device, unsigned offset, uint16_t value)
	KIT_NAME(pci_write16);
void pci_write32(const struct pci_device *device, unsigned offset, uint32_t value)
	KIT_NAME(pci_write32);

/* The offset of a capability, the next after offset `after` (0 = the first); 0 = not
 * found. */
unsigned pci_find_capability(const struct pci_device *device, uint8_t id, unsigned after)
	KIT_NAME(pci_find_capability);

struct pci_msi {
	unsigned vector_count; /* 1..32 */
	bool is_64_bit, has_masks;
};

struct pci_msix {
	unsigned vector_count; /* 1..2048, 16 bytes each in the table */
	unsigned table_bar, pending_bar;
	uint64_t table_offset, pending_offset;
};

/* Fails if the device does not support it, or if the capability is invalid, such as
 * a table outside its BAR. */
MUST_CHECK const char *pci_get_msi(const struct pci_device *device, struct pci_msi *msi)
	KIT_NAME(pci_get_msi);
MUST_CHECK const char *pci_get_msix(const struct pci_device *device, struct pci_msix *msix)
	KIT_NAME(pci_get_msix);

/* Enumerates a range of buses, for a kernel that has mapped its own ECAM. Stores at
 * most max devices and returns how many there are. */
struct pci_range {
	uint16_t segment;
	uint8_t first_bus, last_bus;
	volatile uint8_t *ecam; /* of first_bus, 1 MiB a bus; NULL = by ports */
};

size_t pci_scan_range(const struct pci_range *range, struct pci_device *list, size_t max)
	KIT_NAME(pci_scan_range);

#ifdef __cplusplus
}
#endif
