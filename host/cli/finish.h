#pragma once
/* finish: the last line of a command that has made a file. */
#include <stdint.h>

#include "host/base/arena.h"

/* "Finished build/x86_64-os/debug/hello.elf (312 KiB) in 1.2 s", size and time on a
 * terminal alone: what scripts read is the same each time. start_ms is of os_clock_ms. */
void finish(const char *verb, const char *path, int64_t start_ms, struct arena scratch);
