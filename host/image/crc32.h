#pragma once
/* crc32: the checksum of abi/crc32.h, as GPT uses it (UEFI 2.10, 5.3.2).
 *
 * Start with 0 and pass each result on: the CRC of a whole is that of its
 * pieces in turn. */
#include <stddef.h>
#include <stdint.h>

uint32_t crc32_add(uint32_t crc, const void *data, size_t size_bytes);
