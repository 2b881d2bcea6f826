#pragma once
/* pe_files: the UEFI loader with kernel and modules behind it, in one file, for a start
 * from a network: firmware fetches one file, and puts all of it into memory.
 *
 * The files are a bundle (abi/bundle.h), which is one more section of the program. The
 * same files make the same bytes. */
#include "host/image/image_file.h"

#define PE_FILES_SIZE_MAX (1u << 30) /* firmware holds it in memory twice */

/* loader: loader.efi. Written whole or not at all; failures are reported. */
bool pe_files_write(const char *path, struct bytes loader, const struct image_file *files,
                    size_t count, enum os_durability durability, struct arena scratch);
