#pragma once
/* write_disk: an image on a real disk, with a bar for somebody who waits. */
#include <stdbool.h>

#include "host/base/arena.h"

/* False, reported. */
bool write_disk(const char *path, const char *image, struct arena scratch);
