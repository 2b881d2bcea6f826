/* strtol and its like against the host's: a byte for the base, then any text. Value, end
 * and errno are the same.
 *
 * Runs: 150000
 * Longest: 100 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <errno.h>
#include <stdlib.h>

RT(strtol);
RT(strtoul);
RT(strtoll);
RT(strtoull);
int *runtime_errno(void);

#define RUNTIME_ERANGE 34

/* Of a base that is none, hosts say one thing and another of the end. */
#define AGREE(function, text, base) \
	do { \
		char *end = NULL, *our_end = NULL; \
		errno = *runtime_errno() = 0; \
		uint64_t wanted = (uint64_t)function(text, &end, base); \
		uint64_t got = (uint64_t)rt_##function(text, &our_end, base); \
		HOLDS_EQUAL(got, wanted); \
		HOLDS(our_end == end); \
		HOLDS_EQUAL(*runtime_errno() == RUNTIME_ERANGE, errno == ERANGE); \
	} while (0)

FUZZ(data, size)
{
	struct input input = { data, data + size };
	int base = (int)input_below(&input, 37);
	char *text = input_text(input.at, (size_t)(input.end - input.at));

	if (base != 1) {
		AGREE(strtol, text, base);
		AGREE(strtoul, text, base);
		AGREE(strtoll, text, base);
		AGREE(strtoull, text, base);
	}
	free(text);
}
