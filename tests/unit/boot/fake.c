#include "tests/unit/boot/fake.h"

#include "boot/memory/memory.h"

#define RAM_ALIGNMENT 0x200000u

struct fake fake;
static void *ram;

static size_t append(size_t used, const char *text)
{
	size_t room = sizeof fake.sentence - 1 - used, length = strlen(text);

	if (length > room)
		length = room;
	memcpy(fake.sentence + used, text, length);
	fake.sentence[used + length] = '\0';
	return used + length;
}

_Noreturn void stop(enum loader_error error, const char *sentence, const struct fact *facts)
{
	size_t used = 0;

	if (!fake.armed) {
		fprintf(stderr, "refused outside TRY: %d %s\n", (int)error, sentence);
		abort();
	}
	for (; *sentence; sentence++) {
		char piece[32] = { *sentence, '\0' };

		if (*sentence != '%') {
			used = append(used, piece);
			continue;
		}
		snprintf(piece, sizeof piece, facts->hexadecimal ? "0x%llx" : "%llu",
		         (unsigned long long)facts->number);
		used = append(used, facts->text ? facts->text : piece);
		facts++;
	}
	fake.error = (int)error;
	longjmp(fake.back, 1);
}

void fake_start_ram(size_t size_bytes)
{
	memset(&fake, 0, sizeof fake);
	if (posix_memalign(&ram, RAM_ALIGNMENT, size_bytes) != 0)
		abort();
	memset(ram, 0xa5, size_bytes);
	fake.memory_limit = UINT64_MAX;
	fake.regions[0] = (struct boot_memory_region){ (uintptr_t)ram, size_bytes,
		                                       BOOT_MEMORY_USABLE, 0 };
	fake.region_count = 1;
	memory_start();
}

void fake_start_disk(size_t size_bytes)
{
	free(fake.disk);
	fake.disk = calloc(1, size_bytes);
	fake.disk_size = size_bytes;
	fake.disk_reads = 0;
	if (!fake.disk)
		abort();
}

void fake_end(void)
{
	free(fake.disk);
	free(ram);
	fake.disk = NULL;
	ram = NULL;
}

void fake_start_empty(void)
{
	memset(&fake, 0, sizeof fake);
	fake.memory_limit = 1ull << 32;
}

void fake_give(uint64_t base, uint64_t size_bytes, uint32_t kind)
{
	fake.regions[fake.region_count++] = (struct boot_memory_region){ base, size_bytes, kind,
		                                                         0 };
}

uint32_t fake_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

void firmware_disk_read(uint64_t offset_bytes, void *to, size_t size_bytes)
{
	if (offset_bytes > fake.disk_size || size_bytes > fake.disk_size - offset_bytes)
		stop(ERROR_DISK_READ, "the fake disk ends before byte %",
		     FACTS(NUMBER(offset_bytes + size_bytes)));
	fake.disk_reads++;
	memcpy(to, fake.disk + offset_bytes, size_bytes);
}

size_t firmware_memory_map(struct boot_memory_region *regions, size_t limit)
{
	size_t count = fake.region_count < limit ? fake.region_count : limit;

	memcpy(regions, fake.regions, count * sizeof *regions);
	return count;
}

uint64_t firmware_memory_limit(void)
{
	return fake.memory_limit;
}

uint64_t firmware_physical_end(void)
{
	return fake.physical_end ? fake.physical_end : 1ull << 52;
}

uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_find(size_bytes, alignment, phase);
}

bool firmware_take(uint64_t base, uint64_t size_bytes)
{
	(void)base;
	(void)size_bytes;
	return !fake.keeps_memory;
}

uint64_t firmware_allocate_low(void)
{
	return memory_find_low();
}

uint32_t fake_crc32(const void *bytes, size_t count)
{
	const uint8_t *at = bytes;
	uint32_t crc = 0xffffffff;

	while (count--) {
		crc ^= *at++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}
