/* qsort: quicksort with the median of three, insertion sort for what is
 * short, and heapsort for a part that was split unevenly too often (Musser,
 * "Introspective sorting and selection algorithms", 1997). In place, n log n
 * whatever the input, stack for log n parts. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INSERTION_MAX 12

struct array {
	char *base;
	size_t size; /* of an element */
	/* One of the two: qsort's or qsort_r's, with its last argument. */
	int (*compare)(const void *, const void *);
	int (*compare_with)(const void *, const void *, void *);
	void *argument;
};

static void *element(const struct array *a, size_t i)
{
	return a->base + i * a->size;
}

static int less(const struct array *a, size_t i, size_t j)
{
	void *x = element(a, i), *y = element(a, j);

	return (a->compare ? a->compare(x, y) : a->compare_with(x, y, a->argument)) < 0;
}

static void swap(const struct array *a, size_t i, size_t j)
{
	char *x = element(a, i), *y = element(a, j);
	size_t left = a->size;

	for (; left >= sizeof(uint64_t); left -= sizeof(uint64_t)) {
		uint64_t p, q;
		memcpy(&p, x, sizeof p);
		memcpy(&q, y, sizeof q);
		memcpy(x, &q, sizeof q);
		memcpy(y, &p, sizeof p);
		x += sizeof p;
		y += sizeof q;
	}
	for (; left != 0; left--) {
		char byte = *x;
		*x++ = *y;
		*y++ = byte;
	}
}

/* All functions below sort the elements from `low` to before `high`. */

static void insertion_sort(const struct array *a, size_t low, size_t high)
{
	for (size_t i = low + 1; i < high; i++)
		for (size_t j = i; j > low && less(a, j, j - 1); j--)
			swap(a, j, j - 1);
}

/* Restores the heap whose root is the element `root` above low. */
static void sift_down(const struct array *a, size_t low, size_t root, size_t count)
{
	for (;;) {
		size_t child = 2 * root + 1;
		if (child >= count)
			return;
		if (child + 1 < count && less(a, low + child, low + child + 1))
			child++;
		if (!less(a, low + root, low + child))
			return;
		swap(a, low + root, low + child);
		root = child;
	}
}

static void heap_sort(const struct array *a, size_t low, size_t high)
{
	size_t count = high - low;

	for (size_t root = count / 2; root-- > 0;)
		sift_down(a, low, root, count);
	while (--count > 0) {
		swap(a, low, low + count);
		sift_down(a, low, 0, count);
	}
}

/* Brings the median of the first, middle and last element to the front. */
static void choose_pivot(const struct array *a, size_t low, size_t high)
{
	size_t middle = low + (high - low) / 2, last = high - 1;

	if (less(a, last, middle))
		swap(a, last, middle);
	if (less(a, low, middle))
		swap(a, low, middle);
	else if (less(a, last, low))
		swap(a, low, last);
}

/* Splits around the pivot, which ends at the place returned. Equal elements
 * stop both sides, so that many of them still split evenly. */
static size_t partition(const struct array *a, size_t low, size_t high)
{
	size_t i = low, j = high;

	choose_pivot(a, low, high);
	for (;;) {
		do
			i++;
		while (i < high && less(a, i, low));
		do
			j--;
		while (less(a, low, j));
		if (i >= j)
			break;
		swap(a, i, j);
	}
	swap(a, low, j);
	return j;
}

/* The smaller part is sorted by a call, the larger one by going on here: the
 * calls are never nested deeper than log2 of the count. */
static void sort(const struct array *a, size_t low, size_t high, int splits_left)
{
	while (high - low > INSERTION_MAX) {
		if (splits_left-- == 0) {
			heap_sort(a, low, high);
			return;
		}
		size_t middle = partition(a, low, high);
		if (middle - low < high - middle - 1) {
			sort(a, low, middle, splits_left);
			low = middle + 1;
		} else {
			sort(a, middle + 1, high, splits_left);
			high = middle;
		}
	}
	insertion_sort(a, low, high);
}

static void sort_all(const struct array *a, size_t count)
{
	int log2 = 0;

	if (count < 2)
		return;
	while (count >> log2 > 1)
		log2++;
	sort(a, 0, count, 2 * log2);
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	sort_all(&(struct array){ .base = base, .size = size, .compare = compare }, count);
}

void qsort_r(void *base, size_t count, size_t size,
             int (*compare)(const void *, const void *, void *), void *argument)
{
	struct array a = {
		.base = base,
		.size = size,
		.compare_with = compare,
		.argument = argument,
	};

	sort_all(&a, count);
}
