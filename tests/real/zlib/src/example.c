#define main zlib_example
#include "test/example.c"
