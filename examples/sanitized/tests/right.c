/* What the sanitizer must not object to. */
#include <ingot/boot.h>
#include <ingot/memory.h>
#include <ingot/test.h>
#include <malloc.h>
#include <sanitizer/asan_interface.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile size_t one = 1;

/* The shadow knows nothing of firmware's memory and the loader's. */
TEST(memory_that_nobody_watches)
{
	const volatile uint8_t *bios = memory_to_virtual(0xf0000);
	const volatile struct boot_info *boot = boot_info_get();

	REQUIRE(bios != NULL);
	CHECK(bios[0] == bios[one - 1]);
	CHECK(boot->magic == BOOT_INFO_MAGIC);
}

TEST(blocks_of_every_size_are_open)
{
	for (size_t size = 0; size < 300; size++) {
		char *block = malloc(size);

		REQUIRE(block != NULL);
		memset(block, (int)size, size);
		CHECK(size == 0 || block[size - one] == (char)size);
		free(block);
	}
}

TEST(alignment_is_kept)
{
	for (size_t alignment = 1; alignment <= 65536; alignment *= 2) {
		char *block = aligned_alloc(alignment, 40);

		REQUIRE(block != NULL);
		CHECK_EQ((uintptr_t)block % alignment, 0);
		memset(block, 1, 40);
		free(block);
	}
	for (size_t alignment = sizeof(void *); alignment <= 65536; alignment *= 2) {
		void *block;

		REQUIRE(posix_memalign(&block, alignment, 40) == 0);
		CHECK_EQ((uintptr_t)block % alignment, 0);
		memset(block, 1, 40);
		free(block);
		block = memalign(alignment, 40);
		REQUIRE(block != NULL);
		free(block);
	}
}

/* More than a machine of 256 MiB has, one after the other. */
TEST(freed_blocks_are_used_again)
{
	for (int i = 0; i < 280; i++) {
		char *block = malloc(1 << 20);

		REQUIRE(block != NULL);
		block[0] = block[(1 << 20) - 1] = 'x';
		free(block);
	}
}

TEST(realloc_keeps_what_was_there)
{
	char *block = strdup("kept");

	for (size_t size = 8; size < 5000 && block; size += size / 2)
		block = realloc(block, size);
	REQUIRE(block != NULL);
	CHECK_STR_EQ(block, "kept");
	free(block);
}

#if __has_feature(address_sanitizer)
static jmp_buf back;

/* The compiler must not see that nothing goes wrong, or it closes nothing. */
static char *volatile anywhere;

static void __attribute__((noinline)) leave(size_t depth)
{
	char closed[64];

	anywhere = closed;
	anywhere[depth] = 'x';
	if (depth == 0)
		longjmp(back, 1);
	leave(depth - 1);
	anywhere = NULL;
}

/* Of the 4 KiB below this frame, which nobody uses now. */
static size_t __attribute__((noinline)) count_closed_below(void)
{
	const char *frame = __builtin_frame_address(0);
	size_t count = 0;

	for (size_t i = 512; i < 4096; i++)
		count += (size_t)__asan_address_is_poisoned(frame - i);
	return count;
}

/* The frames that longjmp leaves behind would stay closed for ever. */
TEST(longjmp_opens_the_stack)
{
	if (setjmp(back) == 0)
		leave(20 * one);
	CHECK_EQ(count_closed_below(), 0);
}

TEST(closed_memory_can_be_opened)
{
	char *pool = malloc(100);

	REQUIRE(pool != NULL);
	ASAN_POISON_MEMORY_REGION(pool, 100);
	CHECK(__asan_address_is_poisoned(pool + 50));
	ASAN_UNPOISON_MEMORY_REGION(pool, 100);
	CHECK(!__asan_address_is_poisoned(pool + 50));
	memset(pool, 1, 100);
	free(pool);
}
#endif

static const char *const names[] = { "zero", "one", "two" };

TEST(the_c_library_is_clean)
{
	char line[100];

	snprintf(line, sizeof line, "%-10s|%5zu|%.3f", names[one], one, 1.5);
	CHECK_STR_EQ(line, "one       |    1|1.500");
	CHECK(strtod("2.5", NULL) == 2.5);
}
