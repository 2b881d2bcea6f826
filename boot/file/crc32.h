#pragma once
/* crc32: the checksum of IEEE 802.3, reflected. Begin with CRC32_START; the
 * CRC is the complement of what comes out last. */
#include <stddef.h>
#include <stdint.h>

#define CRC32_START 0xffffffffu

uint32_t crc32_update(uint32_t crc, const void *bytes, size_t count);
