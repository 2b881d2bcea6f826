#pragma once
/* ingot_conf: the limits of boot/ingot.conf (docs/format.md, 1.5), which `ingot`
 * keeps when it writes the file, and the loader when it reads it. */
#define CONF_SIZE_MAX       4096 /* bytes of the file */
#define CONF_MODULES_MAX    32
#define CONF_PATH_MAX       255     /* bytes of a path, ASCII, without terminator */
#define CONF_FOLDER         "boot/" /* of all that `ingot` puts beside it */
#define CONF_KERNEL_DEFAULT "boot/kernel"
