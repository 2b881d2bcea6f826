/* lz4's test programs for partial decompression, then every compressor over
 * texts of many sizes, there and back. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lz4.h"
#include "lz4frame.h"
#include "lz4hc.h"
#include "xxhash.h"

#define SIZE_MAX_BYTES 200000

int lz4_decompress_partial(void);
int lz4_decompress_partial_dictionary(void);

static char plain[SIZE_MAX_BYTES], packed[SIZE_MAX_BYTES * 2], back[SIZE_MAX_BYTES];

static void fill(int size, int variety)
{
	for (int i = 0; i < size; i++)
		plain[i] = (char)(i % 64 > 20 && i > 64 ? plain[i - 61] : 'a' + rand() % variety);
}

static bool returns(int packed_size, int size)
{
	if (packed_size <= 0 || size != LZ4_decompress_safe(packed, back, packed_size, size))
		return false;
	/* one byte less must be noticed */
	return memcmp(plain, back, (size_t)size) == 0 &&
	       LZ4_decompress_safe(packed, back, packed_size - 1, size) != size;
}

static bool frame_returns(int size)
{
	LZ4F_preferences_t wish = { .frameInfo = {
					    .contentChecksumFlag = LZ4F_contentChecksumEnabled } };
	LZ4F_dctx *context;
	size_t packed_size = LZ4F_compressFrame(packed, sizeof packed, plain, (size_t)size, &wish);
	size_t back_size = sizeof back, taken = packed_size;

	if (LZ4F_isError(packed_size) ||
	    LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)))
		return false;
	size_t rest = LZ4F_decompress(context, back, &back_size, packed, &taken, NULL);
	LZ4F_freeDecompressionContext(context);
	return rest == 0 && back_size == (size_t)size && memcmp(plain, back, (size_t)size) == 0;
}

int main(void)
{
	int good = 0, count = 0;
	int failed = lz4_decompress_partial() + lz4_decompress_partial_dictionary();

	for (int size = 1; size < SIZE_MAX_BYTES; size = size * 3 + 1, count += 8) {
		int limit = (int)sizeof packed;

		fill(size, size % 5 == 0 ? 2 : 26);
		good += returns(LZ4_compress_default(plain, packed, size, limit), size);
		good += returns(LZ4_compress_fast(plain, packed, size, limit, 9), size);
		for (int level = 1; level <= LZ4HC_CLEVEL_MAX; level += 2)
			good += level > 9 ? 0
			                  : returns(LZ4_compress_HC(plain, packed, size, limit,
			                                            level),
			                            size);
		good += frame_returns(size);
	}
	printf("partial: %d failed; round trips: %d of %d good\n", failed, good, count);
	return failed != 0 || good != count;
}
