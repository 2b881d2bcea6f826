#include "host/image/iso.h"

#include <stdio.h>
#include <string.h>

#include "host/image/calendar.h"
#include "host/image/iso_tree.h"

#define CATALOG_BLOCK  19
#define TREE_BLOCK     56
#define TREE_END_BLOCK 512
#define BLOCK_SECTORS  (ISO_BLOCK_SIZE / SECTOR_SIZE)

/* The least that every firmware loads; stage 1 reads the rest. */
#define BIOS_SECTORS BLOCK_SECTORS

/* Of a partition larger than the field can say: "to the end of the disc"
 * (UEFI 2.10, 13.3.2.1). */
#define SECTORS_TO_END 1

struct catalog {
	struct torito_validation validation;
	struct torito_entry first;
	struct torito_section section;
	struct torito_entry second;
};

static bool write_block(const struct fat_volume *files, const void *data, size_t size_bytes,
                        uint32_t block)
{
	return output_write(files->output, data, size_bytes, (uint64_t)block * ISO_BLOCK_SIZE);
}

/* Text, and spaces to the field's end. */
static void fill_text(void *field, size_t size_bytes, const char *text)
{
	memset(field, ' ', size_bytes);
	memcpy(field, text, strlen(text));
}

#define FILL(field, text) fill_text((field), sizeof(field), (text))

static struct iso_date make_date(int64_t epoch_seconds)
{
	struct calendar now = calendar_of(epoch_seconds);
	struct iso_date date = { .zone = 0 };
	char text[64];

	snprintf(text, sizeof text, "%04u%02u%02u%02u%02u%02u00", (unsigned)now.year,
	         (unsigned)now.month, (unsigned)now.day, (unsigned)now.hour, (unsigned)now.minute,
	         (unsigned)now.second);
	memcpy(date.digit, text, sizeof date.digit);
	return date;
}

static struct iso_date no_date(void)
{
	struct iso_date date = { .zone = 0 };

	memset(date.digit, '0', sizeof date.digit);
	return date;
}

static void fill_texts(struct iso_primary *primary)
{
	FILL(primary->system, "");
	FILL(primary->volume, "INGOT");
	FILL(primary->volume_set, "");
	FILL(primary->publisher, "");
	FILL(primary->preparer, "");
	FILL(primary->application, "INGOT");
	FILL(primary->copyright_file, "");
	FILL(primary->abstract_file, "");
	FILL(primary->bibliography_file, "");
}

static bool write_primary(const struct iso_tree *tree, uint64_t sectors)
{
	const struct fat_volume *files = tree->files;
	struct iso_primary primary = {
		.type = ISO_DESCRIPTOR_PRIMARY,
		.version = ISO_VERSION,
		.block_count = both32_of((uint32_t)(sectors / BLOCK_SECTORS)),
		.set_size = both16_of(1),
		.set_number = both16_of(1),
		.block_size = both16_of(ISO_BLOCK_SIZE),
		.path_table_size = both32_of(tree->path_table_size_bytes),
		.path_table = le32_of(iso_tree_path_table(tree)),
		.path_table_big = be32_of(iso_tree_path_table_big(tree)),
		.root = iso_tree_root(tree),
		.created = make_date(files->epoch_seconds),
		.changed = make_date(files->epoch_seconds),
		.expires = no_date(),
		.effective = no_date(),
		.structure_version = 1,
	};

	memcpy(primary.identifier, ISO_IDENTIFIER, sizeof primary.identifier);
	fill_texts(&primary);
	return write_block(files, &primary, sizeof primary, ISO_DESCRIPTORS_BLOCK);
}

static bool write_boot_record(const struct fat_volume *files)
{
	struct iso_boot boot = {
		.type = ISO_DESCRIPTOR_BOOT,
		.version = ISO_VERSION,
		.catalog_block = le32_of(CATALOG_BLOCK),
	};

	memcpy(boot.identifier, ISO_IDENTIFIER, sizeof boot.identifier);
	memcpy(boot.system, TORITO_SYSTEM, strlen(TORITO_SYSTEM));
	return write_block(files, &boot, sizeof boot, ISO_DESCRIPTORS_BLOCK + 1);
}

static bool write_end(const struct fat_volume *files)
{
	uint8_t end[ISO_BLOCK_SIZE] = { ISO_DESCRIPTOR_END };

	memcpy(end + 1, ISO_IDENTIFIER, strlen(ISO_IDENTIFIER));
	end[6] = ISO_VERSION;
	return write_block(files, end, sizeof end, ISO_DESCRIPTORS_BLOCK + 2);
}

static struct torito_validation make_validation(uint8_t platform)
{
	struct torito_validation validation = {
		.header = TORITO_VALIDATION,
		.platform = platform,
		.identifier = "INGOT",
		.key = { 0x55, 0xaa },
	};
	struct le16 words[sizeof validation / 2];
	uint16_t sum = 0;

	memcpy(words, &validation, sizeof words);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		sum = (uint16_t)(sum + le16_get(words[i]));
	validation.checksum = le16_of((uint16_t)-sum);
	return validation;
}

static struct torito_entry make_entry(uint32_t block, uint32_t sectors)
{
	return (struct torito_entry){
		.bootable = TORITO_BOOTABLE,
		.media = TORITO_NO_EMULATION,
		.sector_count = le16_of((uint16_t)sectors),
		.block = le32_of(block),
	};
}

static bool write_catalog(const struct fat_volume *files, bool is_bios)
{
	uint32_t sectors = files->geometry.sectors;
	struct torito_entry bios = make_entry(ISO_BOOT_BLOCK, BIOS_SECTORS);
	struct torito_entry uefi = make_entry((uint32_t)(files->first_lba / BLOCK_SECTORS),
	                                      sectors > UINT16_MAX ? SECTORS_TO_END : sectors);
	struct catalog catalog = {
		.validation = make_validation(is_bios ? TORITO_PLATFORM_X86 : TORITO_PLATFORM_UEFI),
		.first = is_bios ? bios : uefi,
		.section = { TORITO_SECTION_LAST, TORITO_PLATFORM_UEFI, le16_of(1), "INGOT" },
		.second = uefi,
	};

	return write_block(files, &catalog,
	                   is_bios ? sizeof catalog : offsetof(struct catalog, section),
	                   CATALOG_BLOCK);
}

bool iso_write(const struct fat_volume *files, uint64_t sectors, bool is_bios, struct arena scratch)
{
	struct iso_tree tree;

	return iso_tree_make(&scratch, files, TREE_BLOCK, TREE_END_BLOCK, &tree) &&
	       write_primary(&tree, sectors) && write_boot_record(files) && write_end(files) &&
	       write_catalog(files, is_bios) && iso_tree_write(&tree, scratch);
}
