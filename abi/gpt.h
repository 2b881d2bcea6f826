#pragma once
/* gpt: the GUID partition table (UEFI 2.10, 5.3).
 *
 * CRCs are those of crc32.h. GUIDs are stored with their first three groups
 * little-endian: the constants below are in stored order. */
#include <stddef.h>

#include "le.h"
#include "sector.h"

#define GPT_SIGNATURE   "EFI PART" /* 8 bytes, no terminator */
#define GPT_REVISION    0x00010000u
#define GPT_HEADER_SIZE 92 /* bytes that the header CRC covers */
#define GPT_HEADER_LBA  1
#define GPT_ENTRY_COUNT 128
#define GPT_NAME_UNITS  36 /* UTF-16 code units in a name */

/* C12A7328-F81F-11D2-BA4B-00A0C93EC93B: EFI system partition */
#define GPT_TYPE_ESP \
	{ 0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11, \
	  0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b }
/* 21686148-6449-6E6F-744E-656564454649: BIOS boot partition */
#define GPT_TYPE_BIOS_BOOT \
	{ 0x48, 0x61, 0x68, 0x21, 0x49, 0x64, 0x6f, 0x6e, \
	  0x74, 0x4e, 0x65, 0x65, 0x64, 0x45, 0x46, 0x49 }

struct gpt_guid {
	uint8_t byte[16];
};

struct gpt_header {
	uint8_t signature[8];
	struct le32 revision;
	struct le32 header_size;
	struct le32 header_crc; /* with this field zero */
	struct le32 reserved;
	struct le64 this_lba;
	struct le64 other_lba;
	struct le64 first_usable_lba;
	struct le64 last_usable_lba; /* inclusive */
	struct gpt_guid disk_guid;
	struct le64 entries_lba;
	struct le32 entry_count;
	struct le32 entry_size;
	struct le32 entries_crc;
};

struct gpt_entry {
	struct gpt_guid type; /* all zero: unused */
	struct gpt_guid id;
	struct le64 first_lba;
	struct le64 last_lba; /* inclusive */
	struct le64 attributes;
	struct le16 name[GPT_NAME_UNITS];
};

_Static_assert(sizeof(struct gpt_header) == GPT_HEADER_SIZE, "GPT header");
_Static_assert(sizeof(struct gpt_entry) == 128, "GPT entry");
_Static_assert(offsetof(struct gpt_header, disk_guid) == 56, "GPT header");
_Static_assert(offsetof(struct gpt_entry, first_lba) == 32, "GPT entry");
