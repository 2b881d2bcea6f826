#pragma once
/* bundle: the files of one boot in one file, for a loader that is handed
 * memory instead of a disk.
 *
 *   0              struct bundle_header
 *   32             struct bundle_member, member_count times
 *   (next page)    the members' contents, each from a page's start on, in the
 *                  order of the members; zeros to the end of each last page
 *
 * A page is BUNDLE_PAGE_SIZE bytes, so that a member can be mapped where it
 * lies. The CRC (crc32.h) is that of the header, with its own field 0,
 * and of all members: what is in a file is not covered. */
#include "abi/le.h"

#define BUNDLE_MAGIC       "INGOTBND"
#define BUNDLE_VERSION     1
#define BUNDLE_PAGE_SIZE   4096
#define BUNDLE_MEMBERS_MAX 64
#define BUNDLE_PATH_SIZE   256 /* with its terminator */

struct bundle_header {
	uint8_t magic[8];
	struct le32 version;
	struct le32 crc;
	struct le64 size_bytes; /* of the bundle: whole pages */
	struct le32 member_count;
	struct le32 reserved; /* 0 */
};

struct bundle_member {
	struct le64 offset_bytes; /* from the bundle's start: whole pages */
	struct le64 size_bytes;
	char path[BUNDLE_PATH_SIZE]; /* "boot/kernel", filled with zeros */
};

_Static_assert(sizeof(struct bundle_header) == 32, "bundle");
_Static_assert(sizeof(struct bundle_member) == 272, "bundle");
