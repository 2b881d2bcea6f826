#pragma once
/* attached: kernel and modules as a section of the loader's own file, which came by a
 * network in one piece (docs/format.md, 3.2): the firmware has put them into memory with us. */
#include "boot/file/bundle.h"

/* The files behind the loader's image, checked; NULL: there are none. */
const struct bundle *attached_find(const void *image);
