/* boot/file/fat.c: volumes of the three kinds, made here by the specification and
 * by nothing of ours, then damaged. */
#include "tests/unit/boot/fake.h"

#include "abi/fat.h"
#include "boot/file/fat.h"
#include "tests/unit/boot/fat_parts.h"

#define SECTOR       512u
#define BASE         (3 * SECTOR) /* where the partition begins */
#define RESERVED     4u
#define ROOT_SECTORS 2u                    /* FAT12/16 */
#define LONG_NAME    "ingot.configuration" /* 19 units: two parts */

/* A volume with one sector a cluster. Clusters in use: 2 = boot/ (or the root
 * on FAT32, then 3 = boot/), FIRST_FILE.. = files. */
#define FIRST_FILE 10u

static struct layout {
	uint32_t bits, clusters, fat_sectors, data_sector;
} made;
static struct fat_volume volume;
static struct fat_file file;

static uint8_t *sector(uint32_t lba)
{
	return fake.disk + BASE + lba * SECTOR;
}

static uint8_t *cluster(uint32_t number)
{
	return sector(made.data_sector + number - 2);
}

static struct fat_bpb *bpb(void)
{
	return (struct fat_bpb *)sector(0);
}

static void link_cluster(uint32_t from, uint32_t to)
{
	fat_parts_link(sector(RESERVED), made.bits, from, to);
}

static void end_chain(uint32_t number)
{
	link_cluster(number, 0x0fffffff >> (made.bits == 32 ? 0 : 28 - made.bits));
}

/* The two entries of LONG_NAME, for the 8.3 name INGOT~1.CON. */
static void put_long_name(uint8_t *at)
{
	const char *name = LONG_NAME, *short_name = "INGOT~1 CON";
	uint8_t sum = 0;

	for (int i = 0; i < 11; i++)
		sum = (uint8_t)(((sum & 1) << 7) + (sum >> 1) + (uint8_t)short_name[i]);
	for (int part = 1; part >= 0; part--, at += 32) {
		struct le16 units[13];
		struct fat_long_entry entry = { .attributes = FAT_ATTRIBUTE_LONG_NAME };

		for (int i = 0; i < 13; i++) {
			size_t unit = (size_t)part * 13 + (size_t)i;

			units[i] = le16_of(unit < strlen(name)    ? (uint8_t)name[unit]
			                   : unit == strlen(name) ? 0
			                                          : 0xffff);
		}
		entry.order = (uint8_t)(part + 1) | (part ? 0x40 : 0);
		entry.checksum = sum;
		memcpy(entry.name1, units, sizeof entry.name1);
		memcpy(entry.name2, units + 5, sizeof entry.name2);
		memcpy(entry.name3, units + 11, sizeof entry.name3);
		memcpy(at, &entry, sizeof entry);
	}
}

static void make_bpb(void)
{
	uint32_t total = made.data_sector + made.clusters;

	bpb()->sector_size_bytes = le16_of(SECTOR);
	bpb()->cluster_sectors = 1;
	bpb()->reserved_sectors = le16_of(RESERVED);
	bpb()->fat_count = 1;
	bpb()->total_sectors_32 = le32_of(total);
	if (made.bits == 32) {
		struct fat32_bpb *more = (struct fat32_bpb *)(bpb() + 1);

		more->fat_sectors = le32_of(made.fat_sectors);
		more->root_cluster = le32_of(2);
	} else {
		bpb()->fat_sectors_16 = le16_of((uint16_t)made.fat_sectors);
		bpb()->root_entries = le16_of(ROOT_SECTORS * SECTOR / 32);
	}
	sector(0)[510] = 0x55;
	sector(0)[511] = 0xaa;
}

/* boot/kernel: clusters 10, 11, 12, 14, 13, 20; 2800 bytes of a pattern. */
static void make_kernel(void)
{
	static const uint32_t chain[] = { 10, 11, 12, 14, 13, 20 };

	for (size_t i = 0; i < 6; i++) {
		for (size_t j = 0; j < SECTOR; j++)
			cluster(chain[i])[j] = (uint8_t)((i * SECTOR + j) % 251);
		if (i < 5)
			link_cluster(chain[i], chain[i + 1]);
	}
	end_chain(20);
}

static void make_volume(uint32_t bits)
{
	uint32_t boot = bits == 32 ? 3 : 2, root_sectors = bits == 32 ? 0 : ROOT_SECTORS;
	uint8_t *root;

	made.bits = bits;
	made.clusters = bits == 12 ? 600 : bits == 16 ? 5000 : 66000;
	made.fat_sectors = ((made.clusters + 2) * bits / 8 + SECTOR) / SECTOR;
	made.data_sector = RESERVED + made.fat_sectors + root_sectors;
	fake_start_disk(BASE + (made.data_sector + made.clusters) * SECTOR);
	make_bpb();
	root = bits == 32 ? cluster(2) : sector(RESERVED + made.fat_sectors);
	fat_parts_entry(root, "INGOT      ", FAT_ATTRIBUTE_VOLUME, 0, 0);
	fat_parts_entry(root + 32, "BOOT       ", FAT_ATTRIBUTE_DIRECTORY, boot, 0);
	if (bits == 32)
		end_chain(2);
	end_chain(boot);
	fat_parts_entry(cluster(boot),
	                "\xe5"
	                "ERNEL     ",
	                FAT_ATTRIBUTE_ARCHIVE, 9, 1);
	fat_parts_entry(cluster(boot) + 32, "KERNEL     ", FAT_ATTRIBUTE_ARCHIVE, 10, 2800);
	put_long_name(cluster(boot) + 64);
	fat_parts_entry(cluster(boot) + 128, "INGOT~1 CON", FAT_ATTRIBUTE_ARCHIVE, 30, 5);
	fat_parts_entry(cluster(boot) + 160, "EMPTY   BIN", FAT_ATTRIBUTE_ARCHIVE, 0, 0);
	memcpy(cluster(30), "hello", 5);
	end_chain(30);
	make_kernel();
}

static struct partition partition(void)
{
	return (struct partition){ .base_bytes = BASE, .size_bytes = fake.disk_size - BASE };
}

static bool open_path(const char *path)
{
	fat_open_volume(&volume, partition());
	return fat_open(&file, &volume, path);
}

static void check_kernel_bytes(void)
{
	uint8_t bytes[2800];

	fat_read(&file, 0, bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++)
		assert_int_equal(bytes[i], i % 251);
	for (uint32_t at = 2799; at > 7; at -= 7) { /* backwards, unaligned */
		fat_read(&file, at - 7, bytes, 8);
		for (uint32_t i = 0; i < 8; i++)
			assert_int_equal(bytes[i], (at - 7 + i) % 251);
	}
}

static void reads_files_of(uint32_t bits)
{
	char text[6] = "";

	make_volume(bits);
	assert_taken(assert_true(open_path("boot/kernel")));
	assert_int_equal(volume.entry_bits, bits);
	assert_int_equal(file.size_bytes, 2800);
	assert_taken(check_kernel_bytes());
	assert_taken(assert_true(open_path("BooT/KERNEL")));
	assert_taken(assert_true(open_path("boot/" LONG_NAME)));
	assert_taken(fat_read(&file, 0, text, 5));
	assert_string_equal(text, "hello");
	assert_taken(assert_true(open_path("boot/ingot~1.con")));
	assert_taken(assert_true(open_path("boot/empty.bin")));
	assert_int_equal(file.size_bytes, 0);
}

TEST(reads_fat12)
{
	reads_files_of(12);
}
TEST(reads_fat16)
{
	reads_files_of(16);
}
TEST(reads_fat32)
{
	reads_files_of(32);
}

static void check_absent(const char *path)
{
	assert_taken(assert_false(open_path(path)));
}

TEST(absent_names_are_absent)
{
	static const char *const names[] = {
		/* clang-format off */
		"", "/", "boot", "boot/", "boot/kerne", "boot/kernel1", "boot/kernel/x",
		"boot//kernel", "kernel", "ingot", "boot/ingot.configuratio",
		"boot/ingot.configurations", "boot/ernel",
		/* clang-format on */
	};

	make_volume(16);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		check_absent(names[i]);
}

/* Software that knows 8.3 names only leaves the long ones of others behind. */
TEST(an_orphaned_long_name_is_nobodys)
{
	make_volume(16);
	fat_parts_entry(cluster(2) + 128, "OTHER      ", FAT_ATTRIBUTE_ARCHIVE, 30, 5);
	check_absent("boot/" LONG_NAME);
	assert_taken(assert_true(open_path("boot/other")));
	make_volume(16);
	cluster(2)[64] = 0xe5; /* its last part was deleted */
	check_absent("boot/" LONG_NAME);
	make_volume(16);
	cluster(2)[96] = 3; /* its first part says it is the third */
	check_absent("boot/" LONG_NAME);
	make_volume(16);
	cluster(2)[96 + 13] ^= 1; /* a part of another name's */
	check_absent("boot/" LONG_NAME);
}

TEST(neighbouring_clusters_are_one_read)
{
	uint8_t bytes[1536];
	unsigned before;

	make_volume(16);
	assert_taken(assert_true(open_path("boot/kernel")));
	before = fake.disk_reads;
	assert_taken(fat_read(&file, 0, bytes, sizeof bytes));
	assert_int_equal(fake.disk_reads, before + 1);
}

/* Clusters 100 to 2999 and 3100 to 3999: more than a window of any table shows,
 * each beginning with its number. */
static void make_long_file(uint32_t bits, uint32_t size_bytes)
{
	make_volume(bits);
	fat_parts_entry(cluster(bits == 32 ? 3 : 2) + 192, "LONG    BIN", FAT_ATTRIBUTE_ARCHIVE,
	                100, size_bytes);
	for (uint32_t i = 100; i < 4000; i++) {
		memcpy(cluster(i), &i, sizeof i);
		link_cluster(i, i == 2999 ? 3100 : i + 1);
	}
	end_chain(3999);
}

static void long_files_are_read_in_order_of(uint32_t bits)
{
	static uint8_t bytes[(2900 + 900) * SECTOR];
	unsigned before;

	make_long_file(bits, sizeof bytes);
	assert_taken(assert_true(open_path("boot/long.bin")));
	assert_int_equal(file.run.size_bytes, 2900 * SECTOR);
	before = fake.disk_reads;
	assert_taken(fat_read(&file, 0, bytes, 2900 * SECTOR));
	assert_int_equal(fake.disk_reads, before + 1);
	assert_taken(fat_read(&file, 0, bytes, sizeof bytes));
	for (uint32_t i = 0; i < 3800; i++) {
		uint32_t number;

		memcpy(&number, bytes + i * SECTOR, sizeof number);
		assert_int_equal(number, i < 2900 ? 100 + i : 200 + i);
	}
	make_long_file(bits, sizeof bytes - SECTOR); /* one cluster too many */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/long.bin"));
	make_long_file(bits, 1000 * SECTOR);
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/long.bin"));
	make_long_file(bits, sizeof bytes + 1); /* one too few */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/long.bin"));
}

TEST(long_files_are_read_in_order)
{
	long_files_are_read_in_order_of(16);
	long_files_are_read_in_order_of(32);
}

static void damaged_chains_are_refused_in(uint32_t bits)
{
	char sentence[128];

	make_volume(bits);
	link_cluster(20, 10); /* a loop */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	make_volume(bits);
	end_chain(12); /* too short */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	make_volume(bits);
	link_cluster(20, 21); /* too long */
	end_chain(21);
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	make_volume(bits);
	link_cluster(12, made.clusters + 2); /* one past the last */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	snprintf(sentence, sizeof sentence,
	         "a file's cluster chain leads to cluster %u, "
	         "outside 2..%u",
	         (unsigned)made.clusters + 2, (unsigned)made.clusters + 1);
	assert_string_equal(fake.sentence, sentence);
	make_volume(bits);
	link_cluster(12, 0);
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	make_volume(bits);
	link_cluster(12, 1);
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/kernel"));
	make_volume(bits);
	link_cluster(bits == 32 ? 3 : 2, bits == 32 ? 3 : 2); /* boot/ itself */
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/absent"));
}

/* A loop of two clusters whose entries lie in different parts of the table: each
 * step is a read of the disk, and the file has millions of them. */
TEST(a_file_larger_than_its_volume_is_refused_at_once)
{
	make_long_file(16, UINT32_MAX);
	link_cluster(100, 3900);
	link_cluster(3900, 100);
	fake.disk_reads = 0;
	assert_refused(ERROR_FAT_CHAIN, open_path("boot/long.bin"));
	assert_true(fake.disk_reads < 1000);
}

TEST(damaged_chains_are_refused)
{
	damaged_chains_are_refused_in(12);
	damaged_chains_are_refused_in(16);
	damaged_chains_are_refused_in(32);
}

TEST(damaged_bpb_is_refused)
{
	make_volume(16);
	bpb()->sector_size_bytes = le16_of(4096);
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	bpb()->cluster_sectors = 3;
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	bpb()->total_sectors_32 = le32_of(0x7fffffff);
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	bpb()->fat_sectors_16 = le16_of(1);
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	bpb()->fat_count = 0;
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	bpb()->root_entries = le16_of(0);
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
	make_volume(16);
	memset(sector(0), 0, SECTOR);
	assert_refused(ERROR_FAT_VOLUME, open_path("boot/kernel"));
}

static void read_whole(void)
{
	static uint8_t bytes[1 << 16];

	if (open_path("boot/kernel") && file.size_bytes <= sizeof bytes)
		fat_read(&file, 0, bytes, file.size_bytes);
}

static void try_whole(void)
{
	TRY(read_whole());
}

TEST(any_damage_ends)
{
	uint32_t seed = 5;

	for (int round = 0; round < 3000; round++) {
		uint32_t bits = round % 3 == 0 ? 12 : 16;
		uint32_t used = (RESERVED + 4 + ROOT_SECTORS + 40) * SECTOR;

		make_volume(bits);
		for (int i = 0; i < 6; i++) {
			uint32_t end = i < 2 ? 64 : used;

			fake.disk[BASE + fake_random(&seed) % end] = (uint8_t)fake_random(&seed);
		}
		try_whole();
	}
}

static void end(void)
{
	fake_end();
}
AROUND_ALL_TESTS(NULL, end);
