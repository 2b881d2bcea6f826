#define main zlib_infcover
#include "test/infcover.c"
