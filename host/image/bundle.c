#include "host/image/bundle.h"

#include <string.h>
#include <strings.h>

#include "abi/bits.h"
#include "host/base/diag.h"
#include "host/image/crc32.h"

struct plan {
	const struct image_file *files;
	size_t count;
	struct bundle_header header;
	struct bundle_member *members;
	uint64_t size_bytes;
};

static bool check_path(const struct plan *plan, size_t i)
{
	const char *path = plan->files[i].path;

	if (!*path || strlen(path) >= BUNDLE_PATH_SIZE)
		return image_file_refuse(&plan->files[i],
		                         "a path is 1 to 255 bytes long (BUNDLE_PATH_SIZE)",
		                         "give it a shorter name");
	for (size_t k = 0; k < i; k++)
		if (strcasecmp(path, plan->files[k].path) == 0)
			return image_file_refuse(&plan->files[i],
			                         "another file has that name (case does not "
			                         "count)",
			                         "rename one of them");
	return true;
}

static bool place_member(struct plan *plan, size_t i)
{
	struct bundle_member *member = &plan->members[i];
	uint64_t size;

	if (!check_path(plan, i) || !image_file_size(&plan->files[i], &size))
		return false;
	if (size > BUNDLE_SIZE_MAX_BYTES || plan->size_bytes + size > BUNDLE_SIZE_MAX_BYTES)
		return image_file_refuse(
			&plan->files[i],
			"the bundle would be larger than 4 GiB (BUNDLE_SIZE_MAX_BYTES)",
			"boot from a disk: without --direct");
	member->offset_bytes = le64_of(plan->size_bytes);
	member->size_bytes = le64_of(size);
	memcpy(member->path, plan->files[i].path, strlen(plan->files[i].path));
	plan->size_bytes += round_up(size, BUNDLE_PAGE_SIZE);
	return true;
}

static size_t members_size(const struct plan *plan)
{
	return plan->count * sizeof *plan->members;
}

static bool make_plan(struct plan *plan)
{
	if (plan->count > BUNDLE_MEMBERS_MAX)
		return diag_error(NULL,
		                  "%zu files for one bundle; the limit is %d (BUNDLE_MEMBERS_MAX)",
		                  plan->count, BUNDLE_MEMBERS_MAX);
	plan->size_bytes = round_up(sizeof plan->header + members_size(plan), BUNDLE_PAGE_SIZE);
	for (size_t i = 0; i < plan->count; i++)
		if (!place_member(plan, i))
			return false;
	plan->header = (struct bundle_header){
		.version = le32_of(BUNDLE_VERSION),
		.size_bytes = le64_of(plan->size_bytes),
		.member_count = le32_of((uint32_t)plan->count),
	};
	memcpy(plan->header.magic, BUNDLE_MAGIC, sizeof plan->header.magic);
	uint32_t crc = crc32_add(0, &plan->header, sizeof plan->header);
	plan->header.crc = le32_of(crc32_add(crc, plan->members, members_size(plan)));
	return true;
}

static bool write_parts(struct output *output, const struct plan *plan, uint64_t base,
                        struct arena scratch)
{
	if (!output_write(output, &plan->header, sizeof plan->header, base) ||
	    !output_write(output, plan->members, members_size(plan), base + sizeof plan->header))
		return false;
	for (size_t i = 0; i < plan->count; i++) {
		const struct bundle_member *member = &plan->members[i];

		if (!image_file_copy(&plan->files[i], output, base + le64_get(member->offset_bytes),
		                     le64_get(member->size_bytes), NULL, scratch))
			return false;
	}
	return true;
}

bool bundle_measure(const struct image_file *files, size_t count, uint64_t *size_bytes,
                    struct arena scratch)
{
	struct plan plan = { .files = files, .count = count };

	plan.members = arena_push(&scratch, struct bundle_member, count);
	bool good = make_plan(&plan);
	*size_bytes = plan.size_bytes;
	return good;
}

bool bundle_write_behind(const char *path, struct bytes front, const struct image_file *files,
                         size_t count, enum os_durability durability, struct arena scratch)
{
	struct plan plan = { .files = files, .count = count };
	struct output output;

	plan.members = arena_push(&scratch, struct bundle_member, count);
	if (!make_plan(&plan) ||
	    !output_begin(&output, path, front.size + plan.size_bytes, durability))
		return false;
	if (output_write(&output, front.data, front.size, 0) &&
	    write_parts(&output, &plan, front.size, scratch))
		return output_commit(&output);
	output_cancel(&output);
	return false;
}

bool bundle_write(const char *path, const struct image_file *files, size_t count,
                  struct arena scratch)
{
	return bundle_write_behind(path, (struct bytes){ NULL, 0 }, files, count, OS_REMADE,
	                           scratch);
}
