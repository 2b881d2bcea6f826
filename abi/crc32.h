#pragma once
/* crc32: the checksum of GPT, of bundles and of the files that ingot.conf names:
 * the CRC-32 of IEEE 802.3. Bits are reflected, the result is inverted. */
#define CRC32_POLYNOMIAL 0xedb88320u /* 0x04c11db7, reflected */
#define CRC32_START      0xffffffffu
