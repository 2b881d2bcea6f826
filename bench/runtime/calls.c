/* What bench/runtime/run.sh counts: each item is a function that makes one
 * call, for the runtime and for its peer, on the same arguments. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALLS 512

typedef unsigned __int128 wide;

static double doubles[CALLS + 1];
static float floats[CALLS + 1];
static int64_t integers[CALLS + 1];
static wide wides[CALLS + 1];
static unsigned char from[1 << 16], to[1 << 16];
static char text[400];
static volatile double double_result;
static volatile float float_result;
static volatile int64_t integer_result;
static volatile wide wide_result;
static void *volatile blocks[CALLS];

void heap_add_region(void *base, size_t size_bytes);
void runtime_write(int stream, const char *s, size_t size_bytes);
_Noreturn void runtime_panic(const char *file, int line, const char *message);
_Noreturn void runtime_exit(int status);

void runtime_write(int stream, const char *s, size_t size_bytes)
{
	(void)stream;
	fwrite(s, 1, size_bytes, stderr);
}

void runtime_panic(const char *file, int line, const char *message)
{
	fprintf(stderr, "%s:%d: %s\n", file, line, message);
	abort();
}

void runtime_exit(int status)
{
	exit(status);
}

#define ITEM(name, who, statement) \
	__attribute__((noinline)) static void item_##name##__##who(int i) \
	{ \
		(void)i; \
		statement; \
	}
#define BOTH(type, function, parameters, name, result, arguments) \
	type function parameters; \
	type rt_##function parameters; \
	ITEM(name, ours, result = rt_##function arguments) \
	ITEM(name, theirs, result = function arguments)
#define OURS(function) \
	double rt_##function(double); \
	ITEM(function, ours, double_result = rt_##function(doubles[i]))

#define D doubles[i], doubles[i + 1]
#define F floats[i], floats[i + 1]
BOTH(double, __adddf3, (double, double), add_double, double_result, (D))
BOTH(double, __subdf3, (double, double), subtract_double, double_result, (D))
BOTH(double, __muldf3, (double, double), multiply_double, double_result, (D))
BOTH(double, __divdf3, (double, double), divide_double, double_result, (D))
BOTH(float, __addsf3, (float, float), add_float, float_result, (F))
BOTH(float, __mulsf3, (float, float), multiply_float, float_result, (F))
BOTH(float, __divsf3, (float, float), divide_float, float_result, (F))
BOTH(int, __ltdf2, (double, double), less_double, integer_result, (D))
BOTH(int64_t, __fixdfdi, (double), double_to_int64, integer_result, (doubles[i]))
BOTH(double, __floatdidf, (int64_t), int64_to_double, double_result, (integers[i]))
BOTH(float, __truncdfsf2, (double), double_to_float, float_result, (doubles[i]))
BOTH(double, __extendsfdf2, (float), float_to_double, double_result, (floats[i]))
BOTH(wide, __udivti3, (wide, wide), divide_128, wide_result, (wides[i], wides[i + 1]))
BOTH(wide, __umodti3, (wide, wide), modulo_128, wide_result, (wides[i], wides[i + 1]))
OURS(sqrt)
OURS(exp)
OURS(log)
OURS(sin)
OURS(tan)
OURS(atan)
OURS(cbrt)
OURS(erf)
OURS(tgamma)
double rt_pow(double, double);
ITEM(pow, ours, double_result = rt_pow(doubles[i], 1.7))

void *rt_memcpy(void *, const void *, size_t);
void *rt_memset(void *, int, size_t);
int rt_memcmp(const void *, const void *, size_t);
size_t rt_strlen(const char *);
int rt_snprintf(char *, size_t, const char *, ...);
void *rt_malloc(size_t);
void rt_free(void *);

#define SIZE(size) \
	ITEM(memcpy_##size, ours, rt_memcpy(to, from, size)) \
	ITEM(memcpy_##size, theirs, memcpy(to, from, size)) \
	ITEM(memset_##size, ours, rt_memset(to, 1, size)) \
	ITEM(memset_##size, theirs, memset(to, 1, size)) \
	ITEM(memcmp_##size, ours, integer_result = rt_memcmp(from, from + 32768, size)) \
	ITEM(memcmp_##size, theirs, integer_result = memcmp(from, from + 32768, size)) \
	ITEM(strlen_##size, ours, integer_result = (int64_t)rt_strlen((char *)from + 32767 - size)) \
	ITEM(strlen_##size, theirs, integer_result = (int64_t)strlen((char *)from + 32767 - size))
SIZE(1)
SIZE(16)
SIZE(100)
SIZE(4096)

#define PRINT(name, format, value) \
	ITEM(name, ours, rt_snprintf(text, sizeof text, format, value)) \
	ITEM(name, theirs, snprintf(text, sizeof text, format, value))
PRINT(print_d, "%d", (int)integers[i])
PRINT(print_016lx, "%016lx", (unsigned long)integers[i])
PRINT(print_s, "%s", "a string of some length")
PRINT(print_g, "%g", doubles[i])
PRINT(print_17g, "%.17g", doubles[i])
PRINT(print_3f, "%.3f", doubles[i])

/* A block comes and an older one goes; sizes from 1 to 1000. */
#define EXCHANGE(allocate, release) \
	release(blocks[i * 7 % 64]); \
	blocks[i * 7 % 64] = allocate((size_t)(integers[i] & 0xffff) % 1000 + 1)
ITEM(malloc_free, ours, EXCHANGE(rt_malloc, rt_free))
ITEM(malloc_free, theirs, EXCHANGE(malloc, free))

#define PAIR(name) item_##name##__ours, item_##name##__theirs
#define SIZES(size) PAIR(memcpy_##size), PAIR(memset_##size), PAIR(memcmp_##size), \
	PAIR(strlen_##size)
static void (*const items[])(int) = {
	PAIR(add_double), PAIR(subtract_double), PAIR(multiply_double), PAIR(divide_double),
	PAIR(add_float), PAIR(multiply_float), PAIR(divide_float), PAIR(less_double),
	PAIR(double_to_int64), PAIR(int64_to_double), PAIR(double_to_float),
	PAIR(float_to_double), PAIR(divide_128), PAIR(modulo_128),
	SIZES(1), SIZES(16), SIZES(100), SIZES(4096),
	PAIR(print_d), PAIR(print_016lx), PAIR(print_s), PAIR(print_g), PAIR(print_17g),
	PAIR(print_3f),
	item_sqrt__ours, item_exp__ours, item_log__ours, item_sin__ours, item_tan__ours,
	item_atan__ours, item_cbrt__ours, item_erf__ours, item_tgamma__ours, item_pow__ours,
};

/* Numbers of usual sizes, from a fixed sequence. */
static void prepare(void)
{
	uint64_t state = 0x9e3779b97f4a7c15;

	for (int i = 0; i <= CALLS; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		integers[i] = (int64_t)state >> (i % 40);
		doubles[i] = (double)(state >> 11) / (double)(UINT64_C(1) << (44 + i % 9)) + 1e-3;
		floats[i] = (float)doubles[i];
		wides[i] = ((wide)state << 64 | ~state) >> (i * 37 % 100);
	}
	memset(from, 'x', sizeof from);
	from[32767] = 0;
	from[65535] = 0;
}

int main(int count, char **words)
{
	static unsigned char memory[1 << 20];

	if (count > 1 && strcmp(words[1], "calls") == 0) {
		printf("%d\n", CALLS);
		return 0;
	}
	prepare();
	heap_add_region(memory, sizeof memory);
	for (size_t item = 0; item < sizeof items / sizeof items[0]; item++)
		for (int i = 0; i < CALLS; i++)
			items[item](i);
	for (int i = 0; i < CALLS; i++)
		item_malloc_free__ours(i);
	memset((void *)blocks, 0, sizeof blocks);
	for (int i = 0; i < CALLS; i++)
		item_malloc_free__theirs(i);
	return 0;
}
