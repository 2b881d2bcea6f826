/* <string.h>, <strings.h>, <ctype.h> against the host's. */
#include "rt.h"

#include <ctype.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

/* clang-format off */
RT(strlen); RT(strcpy); RT(strncpy); RT(strcat); RT(strncat); RT(strcmp);
RT(strncmp); RT(strchr); RT(strrchr); RT(strspn); RT(strcspn); RT(strpbrk);
RT(strstr); RT(strtok); RT(strnlen); RT(stpcpy); RT(stpncpy); RT(strtok_r);
RT(strcasecmp); RT(strncasecmp); RT(ffs); RT(strerror); RT(memchr);
RT(isalnum); RT(isalpha); RT(isblank); RT(iscntrl); RT(isdigit); RT(isgraph);
RT(islower); RT(isprint); RT(ispunct); RT(isspace); RT(isupper); RT(isxdigit);
RT(tolower); RT(toupper);
/* clang-format on */
/* not everywhere */
void *rt_memrchr(const void *in, int byte, size_t size);
void *rt_memmem(const void *in, size_t size, const void *needle, size_t needle_size);
void *rt_mempcpy(void *to, const void *from, size_t size);
char *rt_strchrnul(const char *s, int c);
char *rt_strcasestr(const char *s, const char *needle);
char *rt_strsep(char **rest, const char *separators);
size_t rt_strlcpy(char *to, const char *from, size_t size);
size_t rt_strlcat(char *to, const char *from, size_t size);
int rt_ffsll(long long value);
void *rt_memset_explicit(void *to, int byte, size_t size);
int rt_strerror_r(int number, char *to, size_t size);
char *rt_strsignal(int number);
int rt_strverscmp(const char *a, const char *b);
RT(memccpy);
#ifdef __GLIBC__
int strverscmp(const char *a, const char *b);
#endif

#define ROUNDS 20000

static int sign(int x)
{
	return (x > 0) - (x < 0);
}

/* A string over a small alphabet, so that matches happen; at the very end of
 * its own allocation, so that a sanitizer sees one byte too many. */
static char *random_string(size_t length_limit, unsigned letters)
{
	size_t length = random_below(length_limit + 1);
	char *s = malloc(length + 1);

	for (size_t i = 0; i < length; i++)
		s[i] = (char)('a' + random_below(letters));
	s[length] = '\0';
	return s;
}

TEST(lengths)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *s = random_string(70, 3);
		size_t from = random_below(strlen(s) + 1), limit = random_below(80);
		assert_int_equal(rt_strlen(s + from), strlen(s + from));
		assert_int_equal(rt_strnlen(s + from, limit), strnlen(s + from, limit));
		free(s);
	}
}

TEST(strlen_sees_every_byte_value)
{
	char s[40];

	for (int value = 1; value < 256; value++)
		for (size_t length = 0; length < 32; length++) {
			memset(s, value, sizeof s);
			s[length] = '\0';
			assert_int_equal(rt_strlen(s), length);
		}
}

/* A string whose end is the end of a page, before one that cannot be read, and
 * what lies before it looks like ends of strings. */
TEST(strlen_stays_in_its_page)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *pages;

	assert_int_equal(posix_memalign(&pages, page, 2 * page), 0);
	char *end = (char *)pages + page;
	assert_int_equal(mprotect(end, page, PROT_NONE), 0);
	for (size_t length = 0; length < 40; length++)
		for (int before = 0; before < 2; before++) {
			memset(pages, before, page);
			memset(end - length - 1, 0x80, length);
			end[-1] = '\0';
			assert_int_equal(rt_strlen(end - length - 1), length);
		}
	assert_int_equal(mprotect(end, page, PROT_READ | PROT_WRITE), 0);
	free(pages);
}

TEST(comparisons)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *a = random_string(12, 2), *b = random_string(12, 2);
		size_t limit = random_below(14);
		assert_int_equal(sign(rt_strcmp(a, b)), sign(strcmp(a, b)));
		assert_int_equal(sign(rt_strncmp(a, b, limit)), sign(strncmp(a, b, limit)));
		if (*a != '\0')
			*a = (char)toupper(*a);
		assert_int_equal(sign(rt_strcasecmp(a, b)), sign(strcasecmp(a, b)));
		assert_int_equal(sign(rt_strncasecmp(a, b, limit)), sign(strncasecmp(a, b, limit)));
		free(a);
		free(b);
	}
	assert_true(rt_strcmp("\xff", "a") > 0);
	assert_true(rt_strncmp("\xff", "a", 1) > 0);
}

TEST(searches)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *s = random_string(40, 4), *set = random_string(3, 6);
		int c = (int)('a' + random_below(6));
		if (c == 'f')
			c = 0;
		assert_ptr_equal(rt_strchr(s, c), strchr(s, c));
		assert_ptr_equal(rt_strrchr(s, c), strrchr(s, c));
		assert_ptr_equal(rt_strpbrk(s, set), strpbrk(s, set));
		assert_int_equal(rt_strspn(s, set), strspn(s, set));
		assert_int_equal(rt_strcspn(s, set), strcspn(s, set));
		assert_ptr_equal(rt_memchr(s, c, strlen(s)), memchr(s, c, strlen(s)));
		char *end = strchr(s, c);
		assert_ptr_equal(rt_strchrnul(s, c), end ? end : s + strlen(s));
		assert_ptr_equal(rt_memrchr(s, c, strlen(s) + 1), strrchr(s, c));
		free(s);
		free(set);
	}
}

TEST(substrings)
{
	for (int round = 0; round < 4 * ROUNDS; round++) {
		unsigned letters = 1 + (unsigned)random_below(3);
		char *s = random_string(60, letters), *needle = random_string(9, letters);
		char *found = strstr(s, needle);
		assert_ptr_equal(rt_strstr(s, needle), found);
		assert_ptr_equal(rt_strcasestr(s, needle), found);
		assert_ptr_equal(rt_memmem(s, strlen(s), needle, strlen(needle)), found);
		free(s);
		free(needle);
	}
}

/* Naive search would need 10^10 steps. */
TEST(substring_search_is_linear)
{
	size_t size = 200000;
	char *s = malloc(size + 1), *needle = malloc(size / 2 + 1);

	memset(s, 'a', size);
	memset(needle, 'a', size / 2);
	s[size] = needle[size / 2] = '\0';
	needle[size / 2 - 1] = 'b';
	assert_null(rt_strstr(s, needle));
	needle[size / 2 - 1] = 'a';
	needle[0] = 'b';
	assert_null(rt_strstr(s, needle));
	free(s);
	free(needle);
}

TEST(copies)
{
	for (int round = 0; round < ROUNDS; round++) {
		char ours[64], theirs[64];
		char *a = random_string(20, 3), *b = random_string(20, 3);
		size_t limit = random_below(24);
		memset(ours, 'x', sizeof ours);
		memset(theirs, 'x', sizeof theirs);
		assert_ptr_equal(rt_strcpy(ours, a), ours);
		strcpy(theirs, a);
		rt_strcat(ours, b);
		strcat(theirs, b);
		rt_strncat(ours, a, limit);
		strncat(theirs, a, limit);
		assert_memory_equal(ours, theirs, sizeof ours);
		assert_int_equal(rt_stpncpy(ours, b, limit) - ours,
		                 stpncpy(theirs, b, limit) - theirs);
		rt_strncpy(ours + 30, b, limit);
		strncpy(theirs + 30, b, limit);
		assert_memory_equal(ours, theirs, sizeof ours);
		assert_ptr_equal(rt_stpcpy(ours, a), ours + strlen(a));
		free(a);
		free(b);
	}
}

TEST(bounded_copies_terminate)
{
	char to[8] = "xxxxxxx";

	assert_int_equal(rt_strlcpy(to, "hello", 4), 5);
	assert_string_equal(to, "hel");
	assert_int_equal(rt_strlcpy(to, "hello", 0), 5);
	assert_string_equal(to, "hel");
	assert_int_equal(rt_strlcat(to, "p, world", 8), 11);
	assert_string_equal(to, "help, w");
	assert_int_equal(rt_strlcat(to, "abc", 3), 6);
	assert_string_equal(to, "help, w");
}

TEST(tokens)
{
	for (int round = 0; round < ROUNDS; round++) {
		char *a = random_string(20, 4), *b = malloc(strlen(a) + 1);
		char *rest_a, *rest_b;
		strcpy(b, a);
		char *x = rt_strtok_r(a, "ab", &rest_a), *y = strtok_r(b, "ab", &rest_b);
		for (;;) {
			assert_int_equal(x == NULL, y == NULL);
			if (!x)
				break;
			assert_string_equal(x, y);
			x = rt_strtok_r(NULL, "ab", &rest_a);
			y = strtok_r(NULL, "ab", &rest_b);
		}
		free(a);
		free(b);
	}
}

TEST(strsep_gives_empty_fields)
{
	char text[] = "a::b:", *rest = text;

	assert_string_equal(rt_strsep(&rest, ":"), "a");
	assert_string_equal(rt_strsep(&rest, ":"), "");
	assert_string_equal(rt_strsep(&rest, ":"), "b");
	assert_string_equal(rt_strsep(&rest, ":"), "");
	assert_null(rt_strsep(&rest, ":"));
}

TEST(classes)
{
	for (int c = -1; c < 128; c++) {
#define SAME(is) assert_int_equal(!!rt_##is(c), !!is(c))
		/* clang-format off */
		SAME(isalnum); SAME(isalpha); SAME(isblank); SAME(iscntrl);
		SAME(isdigit); SAME(isgraph); SAME(islower); SAME(isprint);
		SAME(ispunct); SAME(isspace); SAME(isupper); SAME(isxdigit);
		/* clang-format on */
		assert_int_equal(rt_tolower(c), tolower(c));
		assert_int_equal(rt_toupper(c), toupper(c));
	}
	for (int c = 128; c < 256; c++)
		assert_false(rt_isprint(c) || rt_isalpha(c) || rt_isspace(c));
}

TEST(bits)
{
	assert_int_equal(rt_ffs(0), 0);
	assert_int_equal(rt_ffs(INT32_MIN), 32);
	assert_int_equal(rt_ffsll(1LL << 40), 41);
}

TEST(errors_have_names)
{
	assert_string_equal(rt_strerror(12), "ENOMEM: out of memory");
	assert_string_equal(rt_strerror(-5), "unknown error");
	assert_string_equal(rt_strsignal(6), "abort");
	assert_string_equal(rt_strsignal(-5), "signal -5");
}

TEST(texts_of_errors_are_copied_as_far_as_they_fit)
{
	char text[32] = "";

	for (int number = 0; number < 140; number++) {
		int expected = strcmp(rt_strerror(number), "unknown error") == 0 ? 22 : 0;

		assert_int_equal(rt_strerror_r(number, text, sizeof text),
		                 strlen(rt_strerror(number)) < sizeof text ? expected : 34);
		assert_memory_equal(text, rt_strerror(number), strlen(text));
	}
	assert_int_equal(rt_strerror_r(12, text, 22), 0);
	assert_string_equal(text, "ENOMEM: out of memory");
	assert_int_equal(rt_strerror_r(12, text, 21), 34);
	assert_string_equal(text, "ENOMEM: out of memor");
	assert_int_equal(rt_strerror_r(12, text, 0), 34);
	assert_int_equal(rt_strerror_r(-1, text, sizeof text), 22);
	assert_string_equal(text, "unknown error");
}

TEST(copies_up_to_a_byte)
{
	for (int round = 0; round < ROUNDS; round++) {
		char ours[24], theirs[24], *from = random_string(20, 4);
		size_t size = random_below(strlen(from) + 2);
		int byte = 'a' + (int)random_below(5) + 256 * (int)random_below(2);

		memset(ours, 'x', sizeof ours);
		memset(theirs, 'x', sizeof theirs);
		char *a = rt_memccpy(ours, from, byte, size);
		char *b = memccpy(theirs, from, byte, size);
		assert_int_equal(a != NULL, b != NULL);
		if (b)
			assert_int_equal(a - ours, b - theirs);
		assert_memory_equal(ours, theirs, sizeof ours);
		free(from);
	}
	char secret[8] = "secret";
	assert_ptr_equal(rt_memset_explicit(secret, 'z', 4), secret);
	assert_string_equal(secret, "zzzzet");
}

TEST(versions_are_ordered_as_the_hosts_are)
{
#ifdef __GLIBC__
	for (int round = 0; round < 10 * ROUNDS; round++) {
		char a[10] = "", b[10] = "";

		for (size_t i = 0, length = random_below(9); i < length; i++)
			a[i] = "000112a9/:\xff"[random_below(11)];
		strcpy(b, a);
		for (int i = 0; i < 2; i++)
			b[random_below(9)] = "000112a9/:\xff"[random_below(12)];
		if (sign(rt_strverscmp(a, b)) != sign(strverscmp(a, b)))
			fail_msg("\"%s\", \"%s\": %d", a, b, rt_strverscmp(a, b));
	}
#else
	puts("# SKIP strverscmp is GNU's");
	skip();
#endif
}
