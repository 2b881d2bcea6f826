#pragma once
/* disk: the boot drive, which the firmware started us from. */
#include <stdbool.h>
#include <stdint.h>

/* Once, before firmware_disk_read. Looks for the drivers that are in the first
 * part of stage 2: what the firmware reads slowly. */
void disk_start(uint8_t drive);

/* Once, when all of stage 2 is there: looks for the others. */
void disk_start_rest(void);

/* What came is not what must have come: from here on the firmware reads, and
 * nothing is remembered. False: it has read all along. */
bool disk_distrust(void);

/* Once, after the last read: the controller is as the firmware had it. */
void disk_leave(void);
