/* Functions of <string.h> against the host's: two texts, a line end between them, each in
 * as many bytes as it has.
 *
 * Runs: 100000
 * Longest: 120 */
#include "tests/fuzz/readers/runtime/rt.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

RT(strstr);
RT(strspn);
RT(strcspn);
RT(strpbrk);
RT(strchr);
RT(strrchr);
RT(strcmp);
RT(strncmp);
RT(strcasecmp);
RT(strncasecmp);
RT(strlen);
RT(strnlen);
RT(memchr);
RT(memcmp);
RT(strtok_r);
RT(strncpy);

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void search(const char *a, const char *b, size_t a_size, size_t b_size)
{
	int c = b_size ? b[0] : '\0';

	HOLDS(rt_strstr(a, b) == strstr(a, b));
	HOLDS_EQUAL(rt_strspn(a, b), strspn(a, b));
	HOLDS_EQUAL(rt_strcspn(a, b), strcspn(a, b));
	HOLDS(rt_strpbrk(a, b) == strpbrk(a, b));
	HOLDS(rt_strchr(a, c) == strchr(a, c));
	HOLDS(rt_strrchr(a, c) == strrchr(a, c));
	HOLDS(rt_memchr(a, c, a_size) == memchr(a, c, a_size));
	HOLDS_EQUAL(rt_strlen(a), strlen(a));
	HOLDS_EQUAL(rt_strnlen(a, b_size), strnlen(a, b_size));
}

static void compare(const char *a, const char *b, size_t a_size, size_t b_size)
{
	size_t least = a_size < b_size ? a_size : b_size;

	HOLDS_EQUAL(sign(rt_strcmp(a, b)), sign(strcmp(a, b)));
	HOLDS_EQUAL(sign(rt_strncmp(a, b, least)), sign(strncmp(a, b, least)));
	HOLDS_EQUAL(sign(rt_strcasecmp(a, b)), sign(strcasecmp(a, b)));
	HOLDS_EQUAL(sign(rt_strncasecmp(a, b, least)), sign(strncasecmp(a, b, least)));
	HOLDS_EQUAL(sign(rt_memcmp(a, b, least)), sign(memcmp(a, b, least)));
}

static void cut(char *a, char *copy, const char *b)
{
	char *state, *our_state, *part, *our_part;

	part = strtok_r(a, b, &state);
	our_part = rt_strtok_r(copy, b, &our_state);
	while (part && our_part) {
		HOLDS(our_part - copy == part - a);
		HOLDS_TEXT(our_part, part);
		part = strtok_r(NULL, b, &state);
		our_part = rt_strtok_r(NULL, b, &our_state);
	}
	HOLDS(!part && !our_part);
}

FUZZ(data, size)
{
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;

	if (!end || memchr(data, '\0', size))
		return;
	size_t a_size = (size_t)(end - data), b_size = size - a_size - 1;
	char *a = input_text(data, a_size), *b = input_text(end + 1, b_size);
	char *copy = input_text(data, a_size);

	search(a, b, a_size, b_size);
	compare(a, b, a_size, b_size);
	rt_strncpy(copy, b, a_size);
	strncpy(a, b, a_size);
	HOLDS(memcmp(copy, a, a_size + 1) == 0);
	memcpy(a, data, a_size);
	memcpy(copy, data, a_size);
	cut(a, copy, b);
	free(copy);
	free(b);
	free(a);
}
