#include "mutate.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define RUN_MAX   64u
#define CUT_LEAST 512u /* QEMU starts no disk of less */

struct work {
	uint8_t *data;
	const struct medium *good;
	enum area area;
	struct random *random;
	struct mutation *mutation;
};

static uint64_t below(struct work *work, uint64_t end)
{
	return random_below(work->random, end);
}

static void note(struct mutation *mutation, const char *format, ...)
{
	size_t used = strlen(mutation->text);
	va_list values;

	va_start(values, format);
	vsnprintf(mutation->text + used, sizeof mutation->text - used, format, values);
	va_end(values);
}

static uint8_t *byte_at(struct work *work, size_t at)
{
	return &work->data[medium_area_offset(work->good, work->area, at)];
}

static void flip_bit(struct work *work, size_t at)
{
	unsigned bit = (unsigned)below(work, 8);

	*byte_at(work, at) ^= (uint8_t)(1u << bit);
	note(work->mutation, " bit %u of byte %zu;", bit, at);
}

static void set_byte(struct work *work, size_t at)
{
	uint8_t value = (uint8_t)below(work, 256);

	*byte_at(work, at) = value;
	note(work->mutation, " byte %zu = %#x;", at, value);
}

/* Numbers at which programs break. */
static uint64_t pick_number(struct work *work)
{
	/* clang-format off */
	static const uint64_t limits[] = { 0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff,
		                           0xffffffff, INT64_MAX, UINT64_MAX, 0x800000000000,
		                           0xffff800000000000, 0xffffffff80000000 };
	/* clang-format on */
	uint64_t choice = below(work, 4), shift = below(work, 64), step = below(work, 3);

	if (choice == 0)
		return random_next(work->random) >> shift;
	if (choice == 1)
		return (uint64_t)1 << shift;
	return limits[below(work, sizeof limits / sizeof *limits)] + step - 1;
}

static void set_number(struct work *work, size_t at)
{
	size_t size = (size_t)1 << below(work, 4), end = medium_area_size(work->good, work->area);
	uint64_t value = pick_number(work);

	at -= at % size;
	for (size_t i = 0; i < size && at + i < end; i++)
		*byte_at(work, at + i) = (uint8_t)(value >> 8 * i);
	note(work->mutation, " %zu bytes at %zu = %#llx;", size, at, (unsigned long long)value);
}

/* A number that is nearly right. */
static void change_number(struct work *work, size_t at)
{
	size_t size = (size_t)1 << below(work, 4), end = medium_area_size(work->good, work->area);
	uint64_t change = (below(work, 8) + 1) << below(work, 20);
	uint64_t carry = below(work, 2) ? change : 0 - change;

	at -= at % size;
	note(work->mutation, " %zu bytes at %zu += %lld;", size, at, (long long)carry);
	for (size_t i = 0; i < size && at + i < end; i++) {
		uint64_t sum = *byte_at(work, at + i) + (carry & 0xff);

		*byte_at(work, at + i) = (uint8_t)sum;
		carry = (carry >> 8) + (sum >> 8);
	}
}

static void fill_run(struct work *work, size_t at)
{
	size_t size = (size_t)below(work, RUN_MAX) + 1;
	size_t end = medium_area_size(work->good, work->area);
	uint64_t kind = below(work, 3);

	note(work->mutation, " %zu bytes at %zu: %s;", size, at,
	     kind == 0   ? "zeros"
	     : kind == 1 ? "ones"
	                 : "noise");
	for (size_t i = 0; i < size && at + i < end; i++)
		*byte_at(work, at + i) = kind == 0   ? 0
		                         : kind == 1 ? 0xff
		                                     : (uint8_t)below(work, 256);
}

static void copy_run(struct work *work, size_t at)
{
	size_t end = medium_area_size(work->good, work->area);
	size_t from = (size_t)below(work, end), size = (size_t)below(work, RUN_MAX) + 1;

	note(work->mutation, " %zu bytes at %zu from %zu;", size, at, from);
	for (size_t i = 0; i < size && at + i < end && from + i < end; i++)
		*byte_at(work, at + i) = *byte_at(work, from + i);
}

static void put_word(struct work *work, size_t at)
{
	/* clang-format off */
	static const char *const words[] = { "kernel=", "module=", "cmdline=", "crc32=", "=",
		"\n", "#", "\r\n", "boot/kernel", "boot/ingot.conf", "boot", "/", "..",
		"\xef\xbb\xbf", "~1", "module=boot/kernel\n", "\n\n", "kernel=boot/ingot.conf\n",
		"\t" };
	/* clang-format on */
	size_t end = medium_area_size(work->good, work->area);
	const char *word = words[below(work, sizeof words / sizeof *words)];

	note(work->mutation, " a word of %zu bytes at %zu;", strlen(word), at);
	for (size_t i = 0; word[i] && at + i < end; i++)
		*byte_at(work, at + i) = (uint8_t)word[i];
}

static void damage_once(struct work *work)
{
	static void (*const ways[])(struct work *, size_t) = {
		flip_bit,   flip_bit,      set_byte, set_number,
		set_number, change_number, fill_run, copy_run,
	};
	size_t at, size = medium_area_size(work->good, work->area);

	if (!size)
		return;
	at = (size_t)below(work, size);
	note(work->mutation, " %s:", medium_area_name(work->area));
	if (work->area == AREA_CONF && below(work, 2))
		put_word(work, at);
	else
		ways[below(work, sizeof ways / sizeof *ways)](work, at);
}

static bool has_checksum(enum area area)
{
	return area == AREA_GPT_HEADER || area == AREA_GPT_ENTRIES || area == AREA_BUNDLE_HEADER ||
	       area == AREA_BUNDLE_MEMBERS;
}

static void damage_area(struct work *work, enum area area)
{
	uint64_t times = 1 + below(work, 3);

	work->area = area;
	while (times--)
		damage_once(work);
	/* Or every damage would end at the checksum. */
	if (has_checksum(area) && below(work, 4)) {
		work->good->repair(work->good, work->data);
		note(work->mutation, " checksums made right;");
	}
}

/* Anywhere, or near the end of something. */
static void cut(struct work *work)
{
	size_t size = work->good->size;
	enum area area = (enum area)below(work, AREA_COUNT);
	size_t at = CUT_LEAST + (size_t)below(work, size - CUT_LEAST);

	if (medium_area_size(work->good, area) && below(work, 2))
		at = medium_area_offset(work->good, area,
		                        (size_t)below(work, medium_area_size(work->good, area)));
	else if (below(work, 2))
		at = work->good->kernel.offset + (size_t)below(work, work->good->kernel.size);
	work->mutation->size = at < CUT_LEAST ? CUT_LEAST : at;
	note(work->mutation, " cut to %zu of %zu bytes", work->mutation->size, size);
}

const char *mutate_target_name(enum target target)
{
	if (target == TARGET_SEVERAL)
		return "several parts";
	if (target == TARGET_LENGTH)
		return "the length";
	return medium_area_name((enum area)target);
}

/* Parts that lie behind one another on the way to the kernel: who damages the
 * first of them sees nothing of the rest. */
static void damage_several(struct work *work, const struct targets *targets)
{
	for (uint64_t count = 2 + below(work, 3); count;) {
		enum target target = targets->list[below(work, targets->count)];

		if (target >= TARGET_AREAS || (int)target == AREA_STAGE2_PLACE ||
		    (int)target == AREA_STAGE2)
			continue;
		damage_area(work, (enum area)target);
		count--;
	}
}

struct mutation mutate(uint8_t *data, const struct medium *good, enum target target,
                       const struct targets *targets, struct random *random)
{
	struct mutation mutation = { .target = target, .size = good->size };
	struct work work = { .data = data, .good = good, .random = random, .mutation = &mutation };

	if (target == TARGET_LENGTH)
		cut(&work);
	else if (target == TARGET_SEVERAL)
		damage_several(&work, targets);
	else
		damage_area(&work, (enum area)target);
	return mutation;
}
