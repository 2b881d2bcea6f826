#pragma once
/* fw_cfg: files that QEMU passes to its guest (QEMU, "Firmware Configuration
 * Device"): `-fw_cfg name=opt/my/file,string=hello` or `,file=PATH`.
 *
 * Names of users begin with "opt/". Files are read by DMA where the device supports
 * it and physical memory is mapped, else byte by byte. Without a hypervisor the
 * device is not probed.
 * `ingot run` adds FW_CFG_INPUT, which tells whether there is interactive input.
 * Context: any CPU, interrupts included, but not an NMI. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/fw_cfg.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define FW_CFG_NAME_SIZE 56   /* with the terminating 0 */
#define FW_CFG_FILES_MAX 4096 /* a larger directory is invalid */

struct fw_cfg_file {
	char name[FW_CFG_NAME_SIZE];
	uint32_t size_bytes;
	uint16_t select; /* its selector key */
};

/* File by index, from 0; fails after the last one. */
MUST_CHECK const char *fw_cfg_get(size_t index, struct fw_cfg_file *file) KIT_NAME(fw_cfg_get);

MUST_CHECK const char *fw_cfg_find(const char *name, struct fw_cfg_file *file)
	KIT_NAME(fw_cfg_find);

/* Reads [offset, offset + size_bytes) of the file: all of it, or fails. */
MUST_CHECK const char *fw_cfg_read(const struct fw_cfg_file *file, size_t offset, void *to,
                                   size_t size_bytes) KIT_NAME(fw_cfg_read);

#ifdef __cplusplus
}
#endif
