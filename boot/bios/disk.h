#pragma once
/* disk: the drive that the firmware started us from. */
#include <stdbool.h>
#include <stdint.h>

/* Once, before firmware_disk_read. */
void disk_start(uint8_t drive);

/* What came is not what must have come: from here on the firmware reads, and
 * nothing is remembered. False: it has read all along. */
bool disk_distrust(void);

/* Once, after the last read: the controller is as the firmware had it. */
void disk_leave(void);
