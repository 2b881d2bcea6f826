#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The bytes of a string as a set of bits, so that a span costs one step for
 * each of its characters however long the set is. */
struct byte_set {
	uint64_t bits[4];
};

static struct byte_set set_of(const char *members)
{
	struct byte_set set = { { 0 } };

	for (; *members != '\0'; members++) {
		unsigned char c = (unsigned char)*members;
		set.bits[c / 64] |= UINT64_C(1) << c % 64;
	}
	return set;
}

static bool set_has(const struct byte_set *set, char member)
{
	unsigned char c = (unsigned char)member;

	return set->bits[c / 64] >> c % 64 & 1;
}

size_t strspn(const char *s, const char *accepted)
{
	struct byte_set set = set_of(accepted);
	size_t length = 0;

	while (set_has(&set, s[length]))
		length++;
	return length;
}

size_t strcspn(const char *s, const char *rejected)
{
	struct byte_set set = set_of(rejected);
	size_t length = 0;

	while (s[length] != '\0' && !set_has(&set, s[length]))
		length++;
	return length;
}

char *strpbrk(const char *s, const char *wanted)
{
	s += strcspn(s, wanted);
	return *s != '\0' ? (char *)s : NULL;
}
