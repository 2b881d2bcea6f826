/* One mistake a test, none of which the CPU objects to. volatile hides each
 * from the compiler, which would warn, or leave it out. */
#include <ingot/test.h>
#include <sanitizer/asan_interface.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static volatile size_t one = 1; /* nobody knows */

static char *allocate_block(size_t size_bytes)
{
	char *block = malloc(size_bytes);

	REQUIRE(block != NULL);
	memset(block, 'x', size_bytes);
	return block;
}

static void free_block(char *block)
{
	free(block);
	one = 1;
}

TEST(heap_write_past_the_end)
{
	char *block = allocate_block(24);

	block[23 + one] = 'y';
}

TEST(heap_write_before_the_start)
{
	char *block = allocate_block(24);

	block[-(ptrdiff_t)one] = 'y';
}

TEST(heap_read_across_the_end)
{
	char *block = allocate_block(21);

	CHECK(*(volatile uint64_t *)(uintptr_t)(block + 15 + one) != 0);
}

TEST(heap_use_after_free)
{
	char *block = allocate_block(100);

	free_block(block);
	CHECK(block[7 + one] == 'x');
}

TEST(heap_freed_twice)
{
	char *block = allocate_block(100);

	free_block(block);
	free_block(block);
}

TEST(heap_free_of_its_middle)
{
	char *block = allocate_block(256);

	free_block(block + 16 * one);
}

TEST(heap_use_of_what_realloc_left)
{
	char *block = allocate_block(32);
	char *moved = realloc(block, 33);

	REQUIRE(moved != NULL);
	moved[0] = 'y';
	block[0] = (char)one;
}

static int sum(const volatile int *values, size_t count)
{
	int total = 0;

	for (size_t i = 0; i < count; i++)
		total += values[i];
	return total;
}

TEST(stack_read_past_the_end)
{
	volatile int scores[10] = { 0 };

	CHECK(sum(scores, 10 + one) == 0);
}

TEST(stack_write_before_the_start)
{
	volatile char name[20] = "";
	volatile char *at = name;

	at[-(ptrdiff_t)one] = 'x';
}

TEST(stack_variable_out_of_its_scope)
{
	volatile int *volatile kept = NULL;

	for (size_t i = 0; i < one; i++) {
		volatile int inner = 5;

		kept = &inner;
	}
	CHECK(*kept == 5);
}

TEST(stack_array_of_variable_length)
{
	volatile char letters[one * 13];

	letters[12 + one] = 'x';
}

static int table[10] = { 1, 2, 3 };
static char word[] = "word";
static const char text[] = "thirteen char";

TEST(global_write_past_the_end)
{
	((volatile int *)table)[9 + one] = 7;
}

TEST(global_constant_read_past_the_end)
{
	CHECK(((const volatile char *)text)[sizeof text - 1 + one] != 'x');
}

TEST(memcpy_past_the_end)
{
	char *block = allocate_block(10);

	memcpy(block, text, 10 + one);
}

TEST(memcpy_of_overlapping_parts)
{
	char *block = allocate_block(64);

	memcpy(block, block + one, 32);
}

TEST(strlen_without_a_terminator)
{
	char *block = allocate_block(16);

	CHECK(strlen(block) > one);
}

TEST(strcpy_into_too_little)
{
	strcpy(word, text + one);
}

TEST(memory_that_the_kernel_closed)
{
	char *pool = allocate_block(4096);

	ASAN_POISON_MEMORY_REGION(pool + 1024, 1024);
	CHECK(pool[1023] == 'x');
	CHECK(pool[2048] == 'x');
	CHECK(pool[1023 + one] == 'x');
}
