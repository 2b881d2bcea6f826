#pragma once
/* sector: the unit of disks, and of all that an image holds. C and assembly both
 * include this file. */
#define SECTOR_SIZE 512 /* bytes */

/* The last word, little-endian, of one that firmware is to start from. */
#define SECTOR_BOOT_SIGNATURE 0xaa55
