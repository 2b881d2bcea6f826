#pragma once
/* workplace: memory and files of one input, for readers of the host's. */
#include "host/base/text.h"
#include "tests/fuzz/readers/fuzz.h"

/* An arena of 16 MiB that is empty at the start of each input. */
struct arena workplace_arena(void);
/* How far any arena was used. */
extern unsigned char *arena_highest;

/* A file NAME of these bytes, in a directory of this process alone that goes with it:
 * its path. NAME may have directories in it. */
const char *workplace_file(const char *name, const uint8_t *data, size_t size);
const char *workplace_folder(void);

/* Where the first line `mark` begins in text of that size; size: there is none. */
size_t workplace_split(const uint8_t *data, size_t size, const char *mark);
