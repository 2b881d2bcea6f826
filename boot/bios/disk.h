#pragma once
/* disk: the drive that the firmware started us from. */
#include <stdint.h>

/* Once, before firmware_disk_read. */
void disk_start(uint8_t drive);

/* Once, after the last read: the controller is as the firmware had it. */
void disk_leave(void);
