#define main zlib_minigzip
#include "test/minigzip.c"
