#include "soak.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *program;
static uint64_t rounds, seed;
static void (*before)(void);
static int case_count, failure_count;

static const char *case_name;
static char failure[1024], detail[256];
static uint64_t random_state;

static jmp_buf panic_return;
static bool panic_expected;
static char panic_message[512];

void runtime_write(int stream, const char *text, size_t size_bytes);
_Noreturn void runtime_panic(const char *file, int line, const char *message);
_Noreturn void runtime_exit(int status);

static uint64_t argument(const char *text)
{
	char *end;
	uint64_t value = strtoull(text, &end, 0);

	if (*end == '\0' && end != text)
		return value;
	fprintf(stderr, "usage: %s [ROUNDS [SEED]]\n", program);
	exit(2);
}

void soak_before(void (*function)(void))
{
	before = function;
}

static void run(const struct registry_test *test)
{
	if (!test->name) {
		test->run();
		return;
	}
	soak_case(test->name);
	test->run();
	soak_report();
}

int main(int argc, char **argv)
{
	program = argv[0];
	rounds = argc > 1 ? argument(argv[1]) : soak_rounds_default;
	seed = argc > 2 ? argument(argv[2]) : 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (before)
		before();
	for (struct registry_test *test = registry_first(); test; test = test->next)
		run(test);
	if (case_count == 0)
		printf("Bail out! %s has no cases\n", program);
	printf("1..%d\n", case_count);
	return failure_count == 0 && case_count > 0 ? 0 : 1;
}

uint64_t soak_rounds(void)
{
	return rounds;
}

/* FNV-1a over the name, so that a case alone has the numbers it has among
 * others. */
void soak_case(const char *name)
{
	case_name = name;
	failure[0] = detail[0] = '\0';
	random_state = UINT64_C(0xcbf29ce484222325) ^ seed;
	for (; *name != '\0'; name++)
		random_state = (random_state ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
	random_state |= 1; /* zero would stay zero */
	for (int i = 0; i < 16; i++)
		random_bits();
}

bool soak_fail(const char *format, ...)
{
	va_list values;

	if (failure[0] != '\0')
		return false;
	va_start(values, format);
	vsnprintf(failure, sizeof failure, format, values);
	va_end(values);
	return false;
}

bool soak_failed(void)
{
	return failure[0] != '\0';
}

void soak_detail(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(detail, sizeof detail, format, values);
	va_end(values);
}

void soak_report(void)
{
	case_count++;
	printf("%s %d - %s%s%s\n", soak_failed() ? "not ok" : "ok", case_count, case_name,
	       detail[0] != '\0' ? ": " : "", detail);
	if (!soak_failed())
		return;
	failure_count++;
	printf("# %s\n# again: %s %llu %llu\n", failure, program, (unsigned long long)rounds,
	       (unsigned long long)seed);
}

/* ---- The kernel's part ---- */

void runtime_write(int stream, const char *text, size_t size_bytes)
{
	(void)stream;
	(void)text;
	(void)size_bytes;
}

void runtime_panic(const char *file, int line, const char *message)
{
	(void)file;
	(void)line;
	if (!panic_expected) {
		printf("Bail out! runtime_panic in \"%s\": %s\n", case_name, message);
		exit(1);
	}
	snprintf(panic_message, sizeof panic_message, "%s", message);
	longjmp(panic_return, 1);
}

void runtime_exit(int status)
{
	exit(status);
}

bool soak_panics(void (*act)(void), const char *text)
{
	panic_message[0] = '\0';
	panic_expected = true;
	if (setjmp(panic_return) == 0)
		act();
	panic_expected = false;
	return panic_message[0] != '\0' && strstr(panic_message, text);
}

/* ---- Random numbers ---- */

/* xorshift64*, Vigna 2016 */
uint64_t random_bits(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * UINT64_C(2685821657736338717);
}

/* From the upper half, whose bits are the better ones. */
uint64_t random_below(uint64_t limit)
{
	uint64_t bits = random_bits();

	return limit <= UINT32_MAX ? (bits >> 32) * limit >> 32 : bits % limit;
}

uint64_t random_word(void)
{
	uint64_t bits = random_bits(), word = random_bits() >> (bits & 63);

	switch (bits >> 61) {
	case 0:  return ~word;
	case 1:  return word | word << 20;
	case 2:  return (UINT64_C(1) << (bits >> 6 & 63)) - (bits >> 12 & 1);
	case 3:  return UINT64_C(0) - word;
	default: return word;
	}
}

double random_double(void)
{
	uint64_t bits = random_bits();
	double value;

	switch (random_below(8)) {
	case 0:
		/* few bits: ties */
		return ldexp((double)(int64_t)(bits >> 50), (int)random_below(60) - 40);
	case 1: return (double)(int64_t)bits / (double)(1 + random_below(1 << 20)) * 1e-9;
	case 2:
		/* few decimal digits */
		return (double)(int64_t)(bits >> 40) / 1000;
	case 3:
		/* subnormal, or nearly so */
		return double_of(bits & UINT64_C(0x801fffffffffffff));
	case 4:
		/* a power of two and its neighbours */
		value = ldexp(1, (int)random_below(2098) - 1074);
		return bits % 3 == 0 ? value : nextafter(value, bits % 3 == 1 ? 0 : 1e308);
	default: value = double_of(bits); return isfinite(value) ? value : 0.25;
	}
}
