#include "host/image/image.h"

#include <string.h>

#include "host/base/diag.h"
#include "host/base/sha256.h"
#include "host/image/fat.h"
#include "host/image/gpt.h"
#include "host/image/iso.h"

#define STEP_SECTORS (IMAGE_STEP_BYTES / SECTOR_SIZE)

struct plan {
	uint64_t stage2_lba, stage2_end; /* of its partition; not included */
	uint64_t sectors;
	uint64_t esp_sectors;
	struct fat_tree tree;
	struct fat_geometry geometry;
	uint32_t clusters_used;
};

/* Hashes that must differ from image to image, but not from run to run. */
enum identity { IDENTITY_DISK, IDENTITY_BIOS_BOOT, IDENTITY_ESP, IDENTITY_VOLUME };

static size_t sectors_of(size_t size_bytes)
{
	return (size_bytes + SECTOR_SIZE - 1) / SECTOR_SIZE;
}

/* How many sectors of stage 2 are for stage 1 to read; 0: it does not say. */
static size_t first_part_of(struct bytes stage2)
{
	struct le16 sectors;

	if (stage2.size < STAGE2_FIRST_PART + sizeof sectors)
		return 0;
	memcpy(&sectors, stage2.data + STAGE2_FIRST_PART, sizeof sectors);
	return le16_get(sectors) <= sectors_of(stage2.size) ? le16_get(sectors) : 0;
}

static bool check_stages(const struct image_request *request)
{
	size_t limit = STAGE2_SECTORS_MAX * SECTOR_SIZE;

	if (request->stage1.size > MBR_SIZE)
		return diag_error(NULL, "stage 1 is %zu bytes; the boot sector has %d",
		                  request->stage1.size, MBR_SIZE);
	if (!request->stage1.size != !request->stage2.size)
		return diag_error(NULL, "stage 1 and stage 2 go together: one of them is empty");
	if (request->stage2.size > limit)
		return diag_error(NULL,
		                  "stage 2 is %zu bytes; the boot sector loads at most %zu "
		                  "(STAGE2_SECTORS_MAX)",
		                  request->stage2.size, limit);
	if (request->stage2.size && !first_part_of(request->stage2))
		return diag_error(NULL, "stage 2 does not say how long its first part is");
	return true;
}

/* Whole 4 KiB before the copy of the partition table. */
static uint64_t esp_sectors_of(uint64_t sectors)
{
	return (sectors - GPT_END_SECTORS - IMAGE_ESP_LBA) / FAT_ALIGNMENT_SECTORS *
	       FAT_ALIGNMENT_SECTORS;
}

static bool fits(struct plan *plan)
{
	plan->esp_sectors = esp_sectors_of(plan->sectors);
	if (!fat_geometry_plan(&plan->geometry, plan->esp_sectors))
		return false;
	uint64_t cluster_bytes = fat_geometry_cluster_bytes(&plan->geometry);
	uint64_t used = fat_place(&plan->tree, &plan->geometry);
	uint64_t spare = IMAGE_SPARE_BYTES / cluster_bytes;
	if (spare < used / IMAGE_SPARE_PART)
		spare = used / IMAGE_SPARE_PART;
	plan->clusters_used = (uint32_t)used;
	return used + spare <= plan->geometry.cluster_count;
}

static uint64_t content_bytes(const struct fat_tree *tree)
{
	uint64_t total = 0;

	for (size_t i = 0; i < tree->node_count; i++)
		total += tree->nodes[i].size_bytes;
	return total;
}

static bool search_size(struct plan *plan, uint64_t least_bytes)
{
	uint64_t limit = IMAGE_SIZE_MAX_BYTES / IMAGE_STEP_BYTES;

	for (uint64_t steps = (least_bytes - 1) / IMAGE_STEP_BYTES + 1; steps <= limit; steps++) {
		plan->sectors = steps * STEP_SECTORS;
		if (fits(plan))
			return true;
	}
	return false;
}

/* The smallest image that is large enough; the search begins below it. */
static bool plan_size(struct plan *plan, uint64_t min_size_bytes)
{
	uint64_t content = content_bytes(&plan->tree);
	uint64_t least = content + content / IMAGE_SPARE_PART + 2 * IMAGE_STEP_BYTES;

	if (search_size(plan, least < min_size_bytes ? min_size_bytes : least))
		return true;
	return diag_error(NULL, "the image would be larger than %llu GiB (IMAGE_SIZE_MAX_BYTES)",
	                  IMAGE_SIZE_MAX_BYTES >> 30);
}

static void hash_number(struct sha256 *sha, uint64_t value)
{
	struct le64 field = le64_of(value);

	sha256_add(sha, &field, sizeof field);
}

/* Files enter by name, size and CRC-32, which copying them gives for nothing:
 * hashing their bytes would take longer than writing the image. */
static struct sha256_hash hash_image(const struct image_request *request, const struct plan *plan)
{
	struct sha256 sha;

	sha256_begin(&sha);
	if (request->format == IMAGE_ISO)
		hash_number(&sha, IMAGE_ISO_STAGE2_LBA);
	hash_number(&sha, plan->sectors);
	hash_number(&sha, (uint64_t)request->epoch_seconds);
	hash_number(&sha, request->stage1.size);
	sha256_add(&sha, request->stage1.data, request->stage1.size);
	hash_number(&sha, request->stage2.size);
	sha256_add(&sha, request->stage2.data, request->stage2.size);
	for (size_t i = 0; i < plan->tree.node_count; i++) {
		const struct fat_node *node = &plan->tree.nodes[i];

		if (fat_node_is_folder(node))
			continue;
		sha256_add(&sha, node->file->path, strlen(node->file->path) + 1);
		hash_number(&sha, node->size_bytes);
		hash_number(&sha, node->crc);
	}
	return sha256_end(&sha);
}

static struct sha256_hash derive(struct sha256_hash seed, enum identity identity)
{
	struct sha256 sha;

	sha256_begin(&sha);
	sha256_add(&sha, &seed, sizeof seed);
	hash_number(&sha, (uint64_t)identity);
	return sha256_end(&sha);
}

static struct gpt_guid derive_guid(struct sha256_hash seed, enum identity identity)
{
	struct sha256_hash hash = derive(seed, identity);

	return gpt_guid_of_hash(hash.byte);
}

static uint32_t derive_serial(struct sha256_hash seed)
{
	struct sha256_hash hash = derive(seed, IDENTITY_VOLUME);
	struct le32 field;

	memcpy(&field, hash.byte, sizeof field);
	return le32_get(field);
}

/* Of some sectors. abi/mbr.h says how; the last one is padded with zeros. */
static struct le32 sum_stage2(struct bytes stage2, size_t first, size_t end)
{
	uint32_t sum = STAGE2_SUM_START;

	for (size_t at = first * SECTOR_SIZE; at < end * SECTOR_SIZE; at += 4) {
		struct le32 word = { 0 };

		for (size_t i = 0; i < sizeof word && at + i < stage2.size; i++)
			word.byte[i] = stage2.data[at + i];
		sum = (sum << 1 | sum >> 31) + le32_get(word);
	}
	return le32_of(sum);
}

static void note_stage2(struct mbr *mbr, struct bytes stage2, uint64_t lba)
{
	size_t first = first_part_of(stage2);

	mbr->stage2_lba = le64_of(lba);
	mbr->stage2_sectors = le16_of((uint16_t)first);
	mbr->stage2_sum = sum_stage2(stage2, 0, first);
	mbr->stage2_rest_sum = sum_stage2(stage2, first, sectors_of(stage2.size));
}

static bool write_mbr(struct output *output, const struct image_request *request,
                      const struct plan *plan)
{
	struct mbr mbr = { 0 };

	if (request->stage1.size) {
		/* Code only: what the partition table's place holds is not code. */
		size_t size = request->stage1.size;
		memcpy(&mbr, request->stage1.data, size < MBR_CODE_SIZE ? size : MBR_CODE_SIZE);
		note_stage2(&mbr, request->stage2, plan->stage2_lba);
	}
	gpt_protect(&mbr, plan->sectors, request->is_active);
	if (request->format == IMAGE_ISO && request->stage1.size &&
	    !output_write(output, &mbr, sizeof mbr, ISO_BOOT_BLOCK * ISO_BLOCK_SIZE))
		return false;
	return output_write(output, &mbr, sizeof mbr, 0) &&
	       output_write(output, request->stage2.data, request->stage2.size,
	                    plan->stage2_lba * SECTOR_SIZE);
}

static bool write_partitions(struct output *output, const struct image_request *request,
                             const struct plan *plan, struct sha256_hash seed)
{
	struct gpt_partition partitions[] = {
		{ { GPT_TYPE_ESP },
		  derive_guid(seed, IDENTITY_ESP),
		  IMAGE_ESP_LBA,
		  IMAGE_ESP_LBA + plan->esp_sectors - 1,
		  "EFI system partition" },
		{ { GPT_TYPE_BIOS_BOOT },
		  derive_guid(seed, IDENTITY_BIOS_BOOT),
		  plan->stage2_lba,
		  plan->stage2_end - 1,
		  "BIOS boot partition" },
	};
	struct gpt_disk disk = {
		.sectors = plan->sectors,
		.id = derive_guid(seed, IDENTITY_DISK),
		.partitions = partitions,
		.partition_count = request->stage2.size ? 2 : 1,
	};

	return gpt_write(output, &disk);
}

static bool write_parts(struct output *output, const struct image_request *request,
                        const struct plan *plan, struct arena scratch)
{
	struct fat_volume volume = {
		.output = output,
		.first_lba = IMAGE_ESP_LBA,
		.geometry = plan->geometry,
		.tree = &plan->tree,
		.clusters_used = plan->clusters_used,
		.epoch_seconds = request->epoch_seconds,
	};

	if (!fat_write_files(&volume, scratch))
		return false;
	struct sha256_hash seed = hash_image(request, plan);
	if (request->format == IMAGE_ISO &&
	    !iso_write(&volume, plan->sectors, request->stage1.size, scratch))
		return false;
	return fat_write_folders(&volume, scratch) && fat_write_tables(&volume, scratch) &&
	       fat_write_boot(&volume, derive_serial(seed)) &&
	       write_partitions(output, request, plan, seed) && write_mbr(output, request, plan);
}

bool image_write(const char *path, const struct image_request *request, struct arena scratch)
{
	bool is_iso = request->format == IMAGE_ISO;
	struct plan plan = {
		.stage2_lba = is_iso ? IMAGE_ISO_STAGE2_LBA : IMAGE_STAGE2_LBA,
		.stage2_end = is_iso ? IMAGE_ISO_STAGE2_END : IMAGE_ESP_LBA,
	};
	struct output output;

	if (!check_stages(request) ||
	    !fat_tree_make(&scratch, request->files, request->file_count, &plan.tree) ||
	    !plan_size(&plan, request->min_size_bytes) ||
	    !output_begin(&output, path, plan.sectors * SECTOR_SIZE, request->durability))
		return false;
	if (write_parts(&output, request, &plan, scratch))
		return output_commit(&output);
	output_cancel(&output);
	return false;
}
