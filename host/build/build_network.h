#pragma once
/* build_network: what boots by TFTP or HTTP: one file for UEFI, which is the loader with
 * all that it would find on a disk. */
#include "host/build/build_facts.h"

/* Before anything is built: whether the project starts so. Reported. */
bool build_check_network(const struct build *build);

/* What build_image does for IMAGE_PXE: writes `image`, signed if the user wants that. The
 * files are those that the loader is told of, with room for one more in the list. */
bool build_network(struct build *build, struct image_file *files, size_t count);
