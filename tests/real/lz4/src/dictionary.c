#define source dictionary_source
#define main   lz4_decompress_partial_dictionary
#include "decompress-partial-usingDict.c"
