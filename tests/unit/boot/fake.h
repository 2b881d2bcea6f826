#pragma once
/* fake: a machine for the loader's core, in arrays.
 *
 * Implements boot/base/firmware.h and boot/base/stop.h. A refusal jumps back to the test
 * and leaves its number and sentence here. The disk is exactly as large as the
 * test says: a read outside it is refused as a real disk's would be. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boot/base/firmware.h"
#include "boot/base/stop.h"
#include "tests/unit/unit.h"

struct fake {
	uint8_t *disk;
	size_t disk_size;
	unsigned disk_reads;
	struct boot_memory_region regions[128];
	size_t region_count;
	uint64_t memory_limit;
	uint64_t physical_end; /* 0: as far as the architecture goes */
	bool keeps_memory;     /* the firmware gives none at a place that is asked for */
	jmp_buf back;
	bool armed;
	int error; /* enum loader_error, 0 = none */
	char sentence[512];
};

extern struct fake fake;

/* Runs an expression; fake.error says how it ended. */
#define TRY(expression) \
	do { \
		fake.error = 0; \
		fake.sentence[0] = '\0'; \
		fake.armed = true; \
		if (!setjmp(fake.back)) { \
			expression; \
		} \
		fake.armed = false; \
	} while (0)

#define assert_refused(code, expression) \
	do { \
		TRY(expression); \
		assert_int_equal(fake.error, (code)); \
		assert_true(fake.sentence[0] != '\0'); \
	} while (0)

#define assert_taken(expression) \
	do { \
		TRY(expression); \
		assert_string_equal(fake.sentence, ""); \
	} while (0)

/* An empty machine whose only RAM is `size` bytes that the test may write. */
void fake_start_ram(size_t size_bytes);
void fake_end(void);

/* A new disk of zeros. */
void fake_start_disk(size_t size_bytes);

/* A machine without RAM: the regions that the test gives are its map. */
void fake_start_empty(void);
void fake_give(uint64_t base, uint64_t size_bytes, uint32_t kind);

/* What the core's map says of an address; 0: nothing. */
uint32_t fake_kind_at(uint64_t address);

/* What abi/boot_info.h promises of every map: sorted, disjoint, in whole pages,
 * merged. */
void fake_check_order(void);

/* The same, and holds the map against what went in: each page of the kind that is
 * the most cautious of all that say something of it, usable only if an entry has all
 * of it; nothing else. */
void fake_check_map(const struct boot_memory_region *raw, size_t count);

/* Small random numbers that are the same in every run. */
uint32_t fake_random(uint32_t *state);

/* The CRC-32 of IEEE 802.3 as a textbook has it, one bit at a time, with numbers
 * of its own: what abi/crc32.h and boot/file/crc32.c are held against. */
uint32_t fake_crc32(const void *bytes, size_t count);
