#pragma once
/* iso: the structures of a CD: ISO 9660 (ECMA-119, 4th edition) and the boot
 * catalog of the El Torito specification 1.0.
 *
 * Numbers that ISO 9660 stores in both byte orders are a pair of fields. Text
 * is padded with spaces; what has no value is zero. */
#include <stddef.h>

#include "le.h"

#define ISO_BLOCK_SIZE        2048
#define ISO_DESCRIPTORS_BLOCK 16 /* 32 KiB before it are anybody's */
#define ISO_IDENTIFIER        "CD001"
#define ISO_VERSION           1

enum {
	ISO_DESCRIPTOR_BOOT = 0,
	ISO_DESCRIPTOR_PRIMARY = 1,
	ISO_DESCRIPTOR_END = 255,
};

#define ISO_FLAG_FOLDER 2

struct be16 {
	uint8_t byte[2];
};
struct be32 {
	uint8_t byte[4];
};
struct both16 {
	struct le16 little;
	struct be16 big;
};
struct both32 {
	struct le32 little;
	struct be32 big;
};

static inline struct be16 be16_of(uint16_t value)
{
	return (struct be16){ { (uint8_t)(value >> 8), (uint8_t)value } };
}

static inline struct be32 be32_of(uint32_t value)
{
	return (struct be32){ { (uint8_t)(value >> 24), (uint8_t)(value >> 16),
		                (uint8_t)(value >> 8), (uint8_t)value } };
}

static inline struct both16 both16_of(uint16_t value)
{
	return (struct both16){ le16_of(value), be16_of(value) };
}

static inline struct both32 both32_of(uint32_t value)
{
	return (struct both32){ le32_of(value), be32_of(value) };
}

/* 9.1.5; zone in quarters of an hour from UTC. */
struct iso_time {
	uint8_t years_since_1900, month, day, hour, minute, second, zone;
};

/* 9.1: an entry of a directory, whose name of name_size bytes and, if that is
 * even, one zero byte follow. No record crosses a block's end. */
struct iso_record {
	uint8_t size, extended_size;
	struct both32 block, size_bytes;
	struct iso_time time;
	uint8_t flags, unit_size, gap_size;
	struct both16 volume;
	uint8_t name_size;
};

/* 8.4.26.1: digits, "YYYYMMDDhhmmss" and hundredths. */
struct iso_date {
	uint8_t digit[16], zone;
};

/* 8.4 */
struct iso_primary {
	uint8_t type, identifier[5], version, unused1;
	uint8_t system[32], volume[32], unused2[8];
	struct both32 block_count;
	uint8_t unused3[32];
	struct both16 set_size, set_number, block_size;
	struct both32 path_table_size;
	struct le32 path_table, path_table_copy;
	struct be32 path_table_big, path_table_big_copy;
	struct iso_record root;
	uint8_t root_name;
	uint8_t volume_set[128], publisher[128], preparer[128], application[128];
	uint8_t copyright_file[37], abstract_file[37], bibliography_file[37];
	struct iso_date created, changed, expires, effective;
	uint8_t structure_version, reserved1;
	uint8_t for_application[512], reserved2[653];
};

/* 8.2; the catalog's place is El Torito's (figure 7). */
struct iso_boot {
	uint8_t type, identifier[5], version;
	uint8_t system[32], unused[32];
	struct le32 catalog_block;
	uint8_t rest[1973];
};

/* El Torito, figure 2: the sum of its 16-bit words is 0. */
struct torito_validation {
	uint8_t header, platform;
	struct le16 reserved;
	uint8_t identifier[24];
	struct le16 checksum;
	uint8_t key[2]; /* 0x55, 0xaa */
};

/* Figures 3 and 5. */
struct torito_entry {
	uint8_t bootable, media;
	struct le16 load_segment;
	uint8_t system, unused1;
	struct le16 sector_count; /* of 512 bytes */
	struct le32 block;
	uint8_t unused2[20];
};

/* Figure 4. */
struct torito_section {
	uint8_t header, platform;
	struct le16 entry_count;
	uint8_t identifier[28];
};

#define TORITO_SYSTEM        "EL TORITO SPECIFICATION"
#define TORITO_VALIDATION    0x01
#define TORITO_SECTION_LAST  0x91
#define TORITO_BOOTABLE      0x88
#define TORITO_NO_EMULATION  0
#define TORITO_PLATFORM_X86  0x00 /* BIOS */
#define TORITO_PLATFORM_UEFI 0xef /* UEFI 2.10, 13.3.2.1 */

_Static_assert(sizeof(struct iso_record) == 33, "ECMA-119 9.1");
_Static_assert(sizeof(struct iso_primary) == ISO_BLOCK_SIZE, "ECMA-119 8.4");
_Static_assert(offsetof(struct iso_primary, root) == 156, "ECMA-119 8.4");
_Static_assert(offsetof(struct iso_primary, created) == 813, "ECMA-119 8.4");
_Static_assert(sizeof(struct iso_boot) == ISO_BLOCK_SIZE, "ECMA-119 8.2");
_Static_assert(offsetof(struct iso_boot, catalog_block) == 71, "El Torito figure 7");
_Static_assert(sizeof(struct torito_validation) == 32, "El Torito figure 2");
_Static_assert(sizeof(struct torito_entry) == 32, "El Torito figure 3");
_Static_assert(sizeof(struct torito_section) == 32, "El Torito figure 4");
