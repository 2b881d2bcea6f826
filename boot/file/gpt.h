#pragma once
/* gpt: finds the EFI system partition (ESP) on the disk we were started from
 * (UEFI 2.10, 5.3). Stops if the table is missing or damaged. */
#include <stdint.h>

#include "abi/boot_info.h"

struct partition {
	uint64_t base_bytes; /* from the start of the disk */
	uint64_t size_bytes;
	struct boot_device device; /* the same, as boot info tells it */
};

struct partition gpt_find_esp(void);
