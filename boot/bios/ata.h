#pragma once
/* ata: commands of disks, and what they say of themselves (ATA8-ACS: 7.12,
 * IDENTIFY DEVICE; 7.24, READ DMA EXT). */
#define ATA_READ_DMA     0xc8
#define ATA_READ_DMA_EXT 0x25
#define ATA_READ_QUEUED  0x60
#define ATA_IDENTIFY     0xec

#define ATA_BUSY    0x80 /* of the status */
#define ATA_FAULT   0x20
#define ATA_REQUEST 0x08
#define ATA_ERROR   0x01

#define ATA_DEVICE_LBA    0x40 /* of the device register */
#define ATA_DEVICE_SECOND 0x10

/* IDENTIFY DEVICE, in words. */
#define IDENTIFY_WORDS      256
#define IDENTIFY_MULTIWORD  63
#define IDENTIFY_COMMANDS   83
#define IDENTIFY_ULTRA      88
#define IDENTIFY_END_LBA    100    /* four words */
#define IDENTIFY_LBA48      0x4400 /* bit 14 one, 15 zero: the word counts */
#define IDENTIFY_LBA48_MASK 0xc400
#define IDENTIFY_SELECTED   0xff00 /* DMA modes chosen, of either kind */
