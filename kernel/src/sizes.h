#pragma once
/* sizes: bytes for people. */
#include <stdint.h>

/* "     640 KiB", "   127.5 MiB": 12 characters. */
void print_size(uint64_t size_bytes);
