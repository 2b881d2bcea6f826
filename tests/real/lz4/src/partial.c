#define source partial_source
#define main   lz4_decompress_partial
#include "decompress-partial.c"
