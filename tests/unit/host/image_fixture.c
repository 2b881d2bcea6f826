#include "image_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "tests/unit/unit.h"

#define ARENA_BYTES (256u << 20)

struct arena image_arena;
char image_folder[64];

static unsigned char *memory;

void image_set_up(void)
{
	image_arena = arena_new(ARENA_BYTES);
	memory = image_arena.next;
	strcpy(image_folder, "/tmp/ingot-test-XXXXXX");
	assert_non_null(mkdtemp(image_folder));
}

void image_tear_down(void)
{
	free(memory);
	assert_true(os_remove_tree(image_folder));
}

static unsigned char *make_noise(size_t size, uint32_t seed)
{
	unsigned char *data = arena_push(&image_arena, unsigned char, size + 1);

	for (size_t i = 0; i < size; i++) {
		seed = seed * 1664525 + 1013904223;
		data[i] = (unsigned char)(seed >> 24);
	}
	return data;
}

struct bytes noise(size_t size, uint32_t seed)
{
	return (struct bytes){ make_noise(size, seed), size };
}

struct bytes noisy_stage2(size_t size, uint8_t first_part)
{
	unsigned char *data = make_noise(size, 6);

	data[4] = first_part; /* docs/format.md, 1.3 */
	data[5] = 0;
	return (struct bytes){ data, size };
}
