#pragma once
/* symbols: the names of a kernel's functions, for a crash report on its own screen
 * (docs/format.md, 4).
 *
 * Behind the header are entries in the order of addresses: how far the entry begins
 * behind the one before, as LEB128 without sign (7 bits a byte, the lowest first, 0x80:
 * more follow), then a name and a byte of 0. An entry reaches to the next. One without
 * a name is no function; the last is one, and ends the table. */
#include "abi/le.h"

#define SYMBOLS_MODULE          "symbols" /* as boot info names it */
#define SYMBOLS_MAGIC           "INGOTSYM"
#define SYMBOLS_VERSION         1
#define SYMBOLS_NAME_MAX        63 /* bytes, '!' to '~'; what is longer is cut off */
#define SYMBOLS_DELTA_BYTES_MAX 5

struct symbols_header {
	uint8_t magic[8];
	struct le32 version;
	struct le32 crc;  /* crc32.h: of the table, this field being 0 */
	struct le64 base; /* where the first entry begins, in the ELF file */
};

_Static_assert(sizeof(struct symbols_header) == 24, "symbols");
