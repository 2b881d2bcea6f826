#pragma once
/* boot_conf: boot/ingot.conf, by which an image tells the loader what to load
 * (docs/format.md, 1.5). */
#include "abi/ingot_conf.h"
#include "abi/symbols.h"
#include "host/project/project.h"

#define BOOT_CONF_SYMBOLS (CONF_FOLDER SYMBOLS_MODULE) /* the last module, if wanted */

/* Whether the loader will take what the project wants: as early as the project
 * is known, with the place in its file. */
bool boot_conf_check(const struct project *project, struct arena scratch);

/* modules: the paths of the project's modules in the image. sums: the CRC-32 of the
 * kernel, then of each module; NULL: they are not asked for. */
const char *boot_conf_text(struct arena *keep, const struct project *project,
                           const struct text_list *modules, const uint32_t *sums);

/* The path in the image of a module: of the name that it was given, or of the file or the
 * directory that it is here: "boot/initrd.tar" for either. A directory is packed (pack.h). */
const char *boot_conf_module(struct arena *keep, const struct project *project, size_t module,
                             bool is_folder);
