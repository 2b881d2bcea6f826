#include "boot/bios/rest.h"

#include "abi/bits.h"
#include "abi/mbr.h"
#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "boot/bios/disk.h"

extern uint8_t stage2_rest[], stage2_file_end[]; /* stage2.ld */

static uint32_t sum(const struct le32 *words, size_t count)
{
	uint32_t sum = STAGE2_SUM_START;

	while (count--)
		sum = (sum << 1 | sum >> 31) + le32_get(*words++);
	return sum;
}

void rest_load(void)
{
	uint64_t skipped = (uint64_t)(stage2_rest - (uint8_t *)STAGE2_BASE);
	size_t size = round_up((size_t)(stage2_file_end - stage2_rest), SECTOR_SIZE);
	uint32_t found, wanted;
	struct mbr mbr;

	do {
		firmware_disk_read(0, &mbr, sizeof mbr);
		firmware_disk_read(le64_get(mbr.stage2_lba) * SECTOR_SIZE + skipped, stage2_rest,
		                   size);
		found = sum((const struct le32 *)stage2_rest, size / sizeof(struct le32));
		wanted = le32_get(mbr.stage2_rest_sum);
	} while (found != wanted && disk_distrust());
	if (found != wanted)
		stop(ERROR_STAGE2_DAMAGED, "the loader on the disk is damaged: checksum %, not %",
		     FACTS(HEX(found), HEX(wanted)));
}
