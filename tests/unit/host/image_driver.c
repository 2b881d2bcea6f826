/* image_driver: makes an image from the command line, for tests that look at
 * images with other tools.
 *
 *   image_driver IMAGE MIN_SIZE_MIB EPOCH STAGE1 STAGE2 [PATH=SOURCE]...
 *
 * An IMAGE that ends in ".iso" is a CD's.
 * "-" for STAGE1 and STAGE2 makes an image that only UEFI starts from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/image/image.h"

#define ARENA_BYTES (1u << 30)
#define FIRST_FILE  6

static struct bytes read_stage(struct arena *arena, const char *path)
{
	struct bytes content = { NULL, 0 };

	if (!text_equal(path, "-") && !os_read_file(arena, path, &content)) {
		perror(path);
		exit(2);
	}
	return content;
}

static struct image_file make_file(struct arena *arena, const char *argument)
{
	const char *equals = strchr(argument, '=');

	if (!equals) {
		fprintf(stderr, "not PATH=SOURCE: %s\n", argument);
		exit(2);
	}
	return (struct image_file){
		.path = text_copy(arena, argument, (size_t)(equals - argument)),
		.source = equals + 1,
	};
}

int main(int argc, char **argv)
{
	struct arena arena = arena_new(ARENA_BYTES);
	unsigned char *memory = arena.next;

	if (argc < FIRST_FILE) {
		fprintf(stderr, "usage: image_driver IMAGE MIN_SIZE_MIB EPOCH STAGE1 STAGE2 "
		                "[PATH=SOURCE]...\n");
		return 2;
	}
	os_handle_signals();
	size_t count = (size_t)(argc - FIRST_FILE);
	struct image_file *files = arena_push(&arena, struct image_file, count);
	for (size_t i = 0; i < count; i++)
		files[i] = make_file(&arena, argv[FIRST_FILE + i]);
	struct image_request request = {
		.format = text_ends_with(argv[1], ".iso") ? IMAGE_ISO : IMAGE_RAW,
		.stage1 = read_stage(&arena, argv[4]),
		.stage2 = read_stage(&arena, argv[5]),
		.files = files,
		.file_count = count,
		.epoch_seconds = strtoll(argv[3], NULL, 10),
		.min_size_bytes = strtoull(argv[2], NULL, 10) << 20,
	};
	bool good = image_write(argv[1], &request, arena);
	free(memory);
	return good ? 0 : 1;
}
