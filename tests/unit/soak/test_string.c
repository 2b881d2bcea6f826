/* Memory and strings against the host's, at every alignment; qsort against
 * what sorted means, and how many comparisons it may take. */

#include "soak.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
RT(memcpy); RT(memmove); RT(memset); RT(memcmp); RT(memchr); RT(strlen); RT(strnlen);
RT(strcmp); RT(strncmp); RT(strchr); RT(strrchr); RT(strstr); RT(strspn); RT(strcspn);
RT(strpbrk); RT(qsort); RT(bsearch);
/* clang-format on */
int rt_bcmp(const void *a, const void *b, size_t size);

#define ROOM 8192

const uint64_t soak_rounds_default = 100000;

static unsigned char source[ROOM], ours[ROOM], theirs[ROOM];

static void fill(unsigned char *to, size_t size)
{
	for (size_t i = 0; i < size; i += 8) {
		uint64_t bits = random_bits();
		memcpy(to + i, &bits, size - i < 8 ? size - i : 8);
	}
}

static size_t random_size(void)
{
	return random_below(random_below(4) ? 70 : random_below(4) ? 600 : ROOM - 128);
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

SOAK(copies, "memcpy, memset")
{
	fill(source, ROOM);
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		size_t size = random_size(), from = random_below(64), to = random_below(64);
		memset(ours, 0xee, to + size + 64);
		memset(theirs, 0xee, to + size + 64);
		memcpy(theirs + to, source + from, size);
		if (rt_memcpy(ours + to, source + from, size) != ours + to ||
		    memcmp(ours, theirs, to + size + 64) != 0)
			soak_fail("memcpy of %zu from offset %zu to %zu", size, from, to);
		rt_memset(ours + to, (int)round, size);
		memset(theirs + to, (int)round, size);
		if (memcmp(ours, theirs, to + size + 64) != 0)
			soak_fail("memset of %zu at offset %zu", size, to);
	}
}

/* Both buffers have the same bytes all along. */
SOAK(overlapping_copies, "memmove")
{
	fill(ours, ROOM);
	memcpy(theirs, ours, ROOM);
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		size_t size = random_size(), from = random_below(128);
		size_t to = random_below(3) == 0 ? random_below(128) : from + random_below(17) - 8;
		if (to > 128)
			continue;
		memmove(theirs + to, theirs + from, size);
		if (rt_memmove(ours + to, ours + from, size) != ours + to ||
		    memcmp(ours, theirs, ROOM) != 0)
			soak_fail("memmove of %zu from offset %zu to %zu", size, from, to);
	}
}

SOAK(comparisons, "memcmp, bcmp, memchr")
{
	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		size_t size = random_size(), from = random_below(64), to = random_below(64);
		fill(source + from, size);
		memcpy(ours + to, source + from, size);
		if (size != 0 && random_below(4) != 0)
			ours[to + random_below(size)] ^= (unsigned char)random_below(256);
		int wanted = memcmp(ours + to, source + from, size);
		if (sign(rt_memcmp(ours + to, source + from, size)) != sign(wanted))
			soak_fail("memcmp of %zu at offsets %zu and %zu", size, to, from);
		if ((rt_bcmp(ours + to, source + from, size) != 0) != (wanted != 0))
			soak_fail("bcmp of %zu at offsets %zu and %zu", size, to, from);
		int c = (int)random_below(256);
		if (rt_memchr(ours + to, c, size) != memchr(ours + to, c, size))
			soak_fail("memchr of %zu at offset %zu", size, to);
	}
}

static void random_text(char *to, size_t length)
{
	for (size_t i = 0; i < length; i++)
		to[i] = "aaab\xff"[random_below(5)];
	to[length] = '\0';
}

SOAK(strings, "strlen, strcmp, strstr, strspn and the like")
{
	char *a = (char *)ours, *b = (char *)theirs;

	for (uint64_t round = 0; round < soak_rounds() && !soak_failed(); round++) {
		char *s = a + random_below(32), *t = b + random_below(32);
		size_t limit = random_below(80);
		random_text(s, random_below(random_below(8) ? 40 : 2000));
		random_text(t, random_below(6));
		if (rt_strlen(s) != strlen(s) || rt_strnlen(s, limit) != strnlen(s, limit))
			soak_fail("strlen: %zu, not %zu", rt_strlen(s), strlen(s));
		if (rt_strstr(s, t) != strstr(s, t))
			soak_fail("strstr(\"%.200s\", \"%s\")", s, t);
		if (rt_strchr(s, 'b') != strchr(s, 'b') || rt_strrchr(s, 'b') != strrchr(s, 'b'))
			soak_fail("strchr(\"%.200s\")", s);
		if (rt_strspn(s, t) != strspn(s, t) || rt_strcspn(s, t) != strcspn(s, t) ||
		    rt_strpbrk(s, t) != strpbrk(s, t))
			soak_fail("strspn(\"%.200s\", \"%s\")", s, t);
		strcpy(t, s);
		if (random_below(2))
			t[random_below(strlen(t) + 1)] = 'c';
		if (sign(rt_strcmp(s, t)) != sign(strcmp(s, t)) ||
		    sign(rt_strncmp(s, t, limit)) != sign(strncmp(s, t, limit)))
			soak_fail("strcmp(\"%.200s\", \"%.200s\")", s, t);
	}
}

/* ---- qsort ---- */

#define ITEMS_MAX 2000

static uint64_t comparison_count;

static int compare(const void *a, const void *b)
{
	uint32_t x, y;

	comparison_count++;
	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

/* Orders that quick sorts are known to suffer from. */
static uint32_t item(unsigned order, size_t i, size_t count)
{
	switch (order) {
	case 0:  return (uint32_t)i;
	case 1:  return (uint32_t)(count - i);
	case 2:  return 7;
	case 3:  return (uint32_t)(i < count / 2 ? i : count - i);
	case 4:  return (uint32_t)(i % 2 ? i : count - i);
	case 5:  return (uint32_t)random_below(4);
	default: return (uint32_t)random_bits();
	}
}

SOAK(sorting, "qsort in n log n steps, bsearch")
{
	static unsigned char items[ITEMS_MAX * 24], copy[ITEMS_MAX * 24];

	for (uint64_t round = 0; round < soak_rounds() / 200 && !soak_failed(); round++) {
		size_t count = random_below(random_below(2) ? 20 : ITEMS_MAX),
		       size = 4 + random_below(21);
		unsigned order = (unsigned)random_below(8), logarithm = 1;
		for (size_t i = 0; i < count; i++) {
			uint32_t key = item(order, i, count);
			memset(items + i * size, (int)(key * 31), size); /* goes along with it */
			memcpy(items + i * size, &key, sizeof key);
		}
		memcpy(copy, items, count * size);
		comparison_count = 0;
		rt_qsort(items, count, size, compare);
		while (count >> logarithm != 0)
			logarithm++;
		if (comparison_count > 3 * count * logarithm + 20)
			soak_fail("qsort of %zu in order %u: %llu comparisons", count, order,
			          (unsigned long long)comparison_count);
		/* equal keys have equal items here: any right sort gives the same bytes */
		qsort(copy, count, size, compare);
		if (memcmp(items, copy, count * size) != 0)
			soak_fail("qsort of %zu items of %zu bytes in order %u", count, size,
			          order);
		if (count != 0) {
			void *key = copy + random_below(count) * size;
			void *found = rt_bsearch(key, items, count, size, compare);
			if (!found || compare(found, key) != 0)
				soak_fail("bsearch among %zu", count);
		}
	}
}
