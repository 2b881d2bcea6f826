#pragma once
/* le: little-endian fields of structures on disk or between programs.
 *
 * A field is an array of bytes: it has no alignment and no host byte order, so
 * a structure made of such fields has the same layout for every compiler, and
 * any host reads and writes the same bytes. abi/ includes nothing else of
 * Ingot; host/, boot/ and kit/ include abi/. */
#include <stdint.h>

#include "header_inline.h"

struct le16 {
	uint8_t byte[2];
};
struct le32 {
	uint8_t byte[4];
};
struct le64 {
	uint8_t byte[8];
};

HEADER_INLINE uint16_t le16_get(struct le16 field)
{
	return (uint16_t)(field.byte[0] | field.byte[1] << 8);
}

HEADER_INLINE uint32_t le32_get(struct le32 field)
{
	return (uint32_t)field.byte[0] | (uint32_t)field.byte[1] << 8 |
	       (uint32_t)field.byte[2] << 16 | (uint32_t)field.byte[3] << 24;
}

HEADER_INLINE uint64_t le64_get(struct le64 field)
{
	uint64_t value = 0;

	for (int i = 7; i >= 0; i--)
		value = value << 8 | field.byte[i];
	return value;
}

HEADER_INLINE struct le16 le16_of(uint16_t value)
{
	struct le16 field = { { (uint8_t)value, (uint8_t)(value >> 8) } };

	return field;
}

HEADER_INLINE struct le32 le32_of(uint32_t value)
{
	struct le32 field;

	for (int i = 0; i < 4; i++)
		field.byte[i] = (uint8_t)(value >> 8 * i);
	return field;
}

HEADER_INLINE struct le64 le64_of(uint64_t value)
{
	struct le64 field;

	for (int i = 0; i < 8; i++)
		field.byte[i] = (uint8_t)(value >> 8 * i);
	return field;
}

#ifndef __cplusplus /* C says it for both */
_Static_assert(_Alignof(struct le64) == 1 && sizeof(struct le64) == 8, "le64");
#endif
