#pragma once
/* ustar: the header of each entry of a tar archive (POSIX.1-2017, pax, "ustar
 * Interchange Format" and "pax Header Block").
 *
 * Fields are text: numbers are octal digits, ended by a space or a 0 unless they
 * fill the field; a name that fills its field has no 0 behind it. An archive is
 * blocks: a header, the entry's content padded with zeros, and so on, then two
 * blocks of zeros. */
#include <stddef.h>

#define USTAR_BLOCK_SIZE 512
#define USTAR_END_BLOCKS 2            /* of zeros */
#define USTAR_MAGIC      "ustar"      /* with its 0 */
#define USTAR_VERSION    "00"         /* without */
#define USTAR_NUMBER_MAX 077777777777 /* of a size and a time */

/* With its 0, and the '/' of a directory: Ingot packs no longer name of an entry,
 * and its kit reads none. */
#define TAR_NAME_SIZE_MAX 512

enum ustar_type { /* "typeflag"; L, K and S are GNU's */
	          USTAR_FILE_OLD = 0,
	          USTAR_FILE = '0',
	          USTAR_HARD_LINK = '1',
	          USTAR_SYMBOLIC_LINK = '2',
	          USTAR_CHARACTER_DEVICE = '3',
	          USTAR_BLOCK_DEVICE = '4',
	          USTAR_FOLDER = '5',
	          USTAR_PIPE = '6',
	          USTAR_CONTIGUOUS_FILE = '7',
	          USTAR_PAX = 'x', /* records for the next entry */
	          USTAR_PAX_GLOBAL = 'g',
	          USTAR_LONG_NAME = 'L',
	          USTAR_LONG_LINK = 'K',
	          USTAR_SPARSE = 'S',
};

struct ustar_header {
	char name[100], mode[8], uid[8], gid[8], size[12], modified[12];
	char checksum[8]; /* the sum of all bytes, these as spaces */
	char type, link[100], magic[6], version[2], user[32], group[32];
	char major[8], minor[8];
	char prefix[155]; /* before name and a '/', if not empty */
	char padding[12];
};

#ifndef __cplusplus /* C says it for both */
_Static_assert(sizeof(struct ustar_header) == USTAR_BLOCK_SIZE, "ustar");
_Static_assert(offsetof(struct ustar_header, size) == 124, "ustar");
_Static_assert(offsetof(struct ustar_header, checksum) == 148, "ustar");
_Static_assert(offsetof(struct ustar_header, link) == 157, "ustar");
_Static_assert(offsetof(struct ustar_header, major) == 329, "ustar");
_Static_assert(offsetof(struct ustar_header, prefix) == 345, "ustar");
#endif
