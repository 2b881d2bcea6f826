#pragma once
/* sector: the unit of disks, and of all that an image holds. C and assembly both
 * include this file. */
#define SECTOR_SIZE 512			/* bytes */
