#pragma once
/* fw_cfg: files that QEMU hands to its guest (QEMU, "Firmware Configuration
 * Device"): `-fw_cfg name=opt/my/file,string=hello` or `,file=PATH`.
 *
 * Names of a user's own begin with "opt/". Read by DMA where the device has it
 * and physical memory is mapped, else byte by byte. Machines that are not
 * QEMU's have none, and are not asked: only a hypervisor is.
 * `ingot run` adds FW_CFG_INPUT, which says whether anybody types.
 * Context: any CPU, interrupts included, but not an NMI. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/fw_cfg.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define FW_CFG_NAME_SIZE 56   /* with the terminating 0 */
#define FW_CFG_FILES_MAX 4096 /* a larger directory is invalid */

struct fw_cfg_file {
	char name[FW_CFG_NAME_SIZE];
	uint32_t size_bytes;
	uint16_t select; /* the device's number for it */
};

/* File index of the directory, from 0; refused behind the last one. */
MUST_CHECK const char *fw_cfg_get(size_t index, struct fw_cfg_file *file);

MUST_CHECK const char *fw_cfg_find(const char *name, struct fw_cfg_file *file);

/* [offset, offset + size_bytes) of the file; all of it or nothing. */
MUST_CHECK const char *fw_cfg_read(const struct fw_cfg_file *file, size_t offset, void *to,
                                   size_t size_bytes);

#ifdef __cplusplus
}
#endif
