#pragma once
/* crc32: the checksum of abi/crc32.h, in pieces. Begin with CRC32_START; the CRC
 * is the complement of what comes out last. */
#include <stddef.h>
#include <stdint.h>

#include "abi/crc32.h"

uint32_t crc32_update(uint32_t crc, const void *bytes, size_t count);
