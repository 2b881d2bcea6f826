#pragma once
/* edd: the firmware's disk services, INT 13h with its extensions (Phoenix
 * Enhanced Disk Drive specification 1.1 and 3.0; T13 BIOS EDD-4).
 *
 * Drives are the firmware's numbers. Buffers lie below 1 MiB and cross no
 * 64 KiB line: firmware DMA may care. */
#include <stdbool.h>
#include <stdint.h>

/* Where the firmware says a drive is. Only PCI devices are told. */
struct edd_place {
	char interface[9]; /* "ATA", "SCSI"..., without padding */
	uint8_t pci_bus, pci_device, pci_function;
	/* ATA only, from the device parameter table; else 0. */
	uint16_t io_base, control_port;
	bool second; /* device 1 of its channel */
};

/* 512, or 2048 on a CD. Firmware that does not say, or says what cannot be,
 * means a disk's 512. */
uint32_t edd_sector_size(uint8_t drive);

/* Reads at most 127 sectors; the firmware's status, 0 when all have come. */
uint8_t edd_read(uint8_t drive, uint64_t lba, uint16_t sector_count, void *low);

/* Makes the firmware set up the drive anew. */
void edd_reset(uint8_t drive);

/* False if the firmware does not say, or says what does not add up. */
bool edd_locate(uint8_t drive, struct edd_place *place);
