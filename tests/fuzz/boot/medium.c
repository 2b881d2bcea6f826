#include "medium.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[AREA_COUNT] = {
	"the place of stage 2",
	"stage 2",
	"the GPT header",
	"the GPT entries",
	"the volume's parameters",
	"the table of clusters",
	"the directories",
	"the bundle's header",
	"the bundle's list of files",
	"ingot.conf",
	"the ELF header",
	"the program headers",
	"the notes",
	"the relocations",
};

const char *medium_area_name(enum area area)
{
	return names[area];
}

size_t medium_area_size(const struct medium *medium, enum area area)
{
	return medium->areas[area][0].size + medium->areas[area][1].size;
}

size_t medium_area_offset(const struct medium *medium, enum area area, size_t at)
{
	const struct extent *extents = medium->areas[area];

	return at < extents[0].size ? extents[0].offset + at
	                            : extents[1].offset + at - extents[0].size;
}

void medium_set_area(struct medium *medium, enum area area, int part, size_t offset, size_t size)
{
	medium->areas[area][part] = (struct extent){ offset, size };
}

void medium_spare(const struct medium *good, uint8_t *data)
{
	for (size_t i = 0; i < good->spared_count; i++)
		memcpy(data + good->spared[i].offset, good->data + good->spared[i].offset,
		       good->spared[i].size);
}

bool medium_complain(const char *what)
{
	fprintf(stderr, "fuzz: the file has no %s\n", what);
	return false;
}

uint8_t *medium_read_file(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = NULL;
	long end = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		end = ftell(file);
	if (end > 0 && fseek(file, 0, SEEK_SET) == 0) {
		*size = (size_t)end;
		data = malloc(*size);
	}
	if (!data || fread(data, 1, *size, file) != *size) {
		perror(path);
		free(data);
		data = NULL;
	}
	if (file)
		fclose(file);
	return data;
}

uint32_t medium_crc32(const uint8_t *data, size_t size)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}
