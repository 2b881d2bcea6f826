#pragma once
/* convert: a raw image in the forms of virtual machines, by qemu-img. */
#include <stdbool.h>

#include "host/base/arena.h"
#include "host/image/image_format.h"

/* Writes output whole or not at all. The program is qemu-img's path; what it
 * complains of is reported. */
bool convert_image(const char *program, enum image_format format, const char *raw,
                   const char *output, struct arena scratch);
