#pragma once
/* fw_cfg: what `ingot run` tells a guest by QEMU's fw_cfg device. */

/* Whether somebody types on the guest's serial line: "none" if standard input
 * is not a terminal; the file is missing if it is one. */
#define FW_CFG_INPUT      "opt/ingot/input"
#define FW_CFG_INPUT_NONE "none"
