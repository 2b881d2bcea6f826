#pragma once
/* disk: reads through the block protocol (Block I/O) of the device that the
 * firmware read us from (UEFI 2.10, 13.9). Offsets count from its start: it is
 * a partition as a rule. */
#include <stdint.h>

#include "boot/uefi/uefi.h"

/* Once, before the others. Stops if the device is no disk. */
void uefi_disk_start(efi_handle device);

uint64_t uefi_disk_size(void);
