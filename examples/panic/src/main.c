/* A kernel that ends badly, three calls deep: what does the report tell? */
#include <ingot/boot.h>
#include <ingot/panic.h>
#include <stdio.h>

#define SHELF_LIMIT 4

static const int shelf[SHELF_LIMIT] = { 2, 3, 5, 7 };

__attribute__((noinline)) static int shelf_get(unsigned index)
{
	if (index >= SHELF_LIMIT)
		panic("index %u out of range, SHELF_LIMIT is %d", index, SHELF_LIMIT);
	return shelf[index];
}

__attribute__((noinline)) static int sum_first(unsigned count)
{
	int sum = 0;

	for (unsigned i = 0; i < count; i++)
		sum += shelf_get(i);
	return sum;
}

__attribute__((noinline)) static void print_sums(unsigned most)
{
	for (unsigned count = 1; count <= most; count++)
		printf("sum of the first %u: %d\n", count, sum_first(count));
}

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	print_sums(SHELF_LIMIT + 1);
	puts("Nobody will read this.");
}
ENTRY_POINT(kernel_main)
