#include "bundle.h"

#include <stdlib.h>
#include <string.h>

#include "abi/bits.h"
#include "abi/bundle.h"
#include "kernel.h"

#define MEMBERS 3

struct content {
	const char *path;
	const void *data;
	size_t size;
};

static const char conf[] = "# a start without a disk\nkernel=boot/kernel\n"
			   "cmdline=root=none quiet\nmodule=boot/module\ncrc32=6bd7dbff\n";
static const char module[] = "what a kernel may want to read";

static size_t directory_size(uint32_t members)
{
	return sizeof(struct bundle_header) + members * sizeof(struct bundle_member);
}

/* As far as the list, as it is now said to be, lies in the bundle. */
static void repair(const struct medium *good, uint8_t *data)
{
	struct bundle_header *header = (void *)data;
	uint32_t members = le32_get(header->member_count);

	if (members > BUNDLE_MEMBERS_MAX || directory_size(members) > good->size)
		return;
	header->crc = le32_of(0);
	header->crc = le32_of(medium_crc32(data, directory_size(members)));
}

static void put_member(struct medium *medium, size_t number, const struct content *content,
                       size_t offset)
{
	struct bundle_member *member = (void *)(medium->data + directory_size((uint32_t)number));

	member->offset_bytes = le64_of(offset);
	member->size_bytes = le64_of(content->size);
	strcpy(member->path, content->path);
	memcpy(medium->data + offset, content->data, content->size);
}

static bool write_bundle(struct medium *medium, const struct content *contents)
{
	size_t offsets[MEMBERS], end = round_up(directory_size(MEMBERS), BUNDLE_PAGE_SIZE);

	for (size_t i = 0; i < MEMBERS; i++) {
		offsets[i] = end;
		end += round_up(contents[i].size, BUNDLE_PAGE_SIZE);
	}
	medium->size = end;
	medium->data = calloc(1, end);
	if (!medium->data)
		return medium_complain("place in memory");
	*(struct bundle_header *)medium->data = (struct bundle_header){
		.magic = { 'I', 'N', 'G', 'O', 'T', 'B', 'N', 'D' },
		.version = le32_of(BUNDLE_VERSION),
		.size_bytes = le64_of(end),
		.member_count = le32_of(MEMBERS),
	};
	for (size_t i = 0; i < MEMBERS; i++)
		put_member(medium, i, &contents[i], offsets[i]);
	medium_set_area(medium, AREA_BUNDLE_HEADER, 0, 0, sizeof(struct bundle_header));
	medium_set_area(medium, AREA_BUNDLE_MEMBERS, 0, sizeof(struct bundle_header),
	                directory_size(MEMBERS) - sizeof(struct bundle_header));
	medium_set_area(medium, AREA_CONF, 0, offsets[1], contents[1].size);
	medium->kernel = (struct extent){ offsets[0], contents[0].size };
	repair(medium, medium->data);
	return true;
}

bool bundle_make(struct medium *medium, const char *kernel_path)
{
	size_t size;
	uint8_t *kernel = medium_read_file(kernel_path, &size);
	const struct content contents[MEMBERS] = {
		{ "boot/kernel", kernel, size },
		{ "boot/ingot.conf", conf, sizeof conf - 1 },
		{ "boot/module", module, sizeof module - 1 },
	};

	*medium = (struct medium){ .repair = repair };
	bool done = kernel && write_bundle(medium, contents) && kernel_find_parts(medium) &&
	            (kernel_can_run(medium->data, medium->size, medium) ||
	             medium_complain("kernel that runs"));
	free(kernel);
	return done;
}
