#pragma once
/* fuzz: one reader, fed by libFuzzer.
 *
 *	FUZZ(data, size)
 *	{
 *		struct bytes input = { data, size };
 *		...
 *		HOLDS(text_equal(written, read));
 *	}
 *
 * A file named fuzz_NAME.c is a program, the target NAME; a file under another name
 * is a part of all programs of its directory. Its first comment says what must hold of
 * what is read, beside that the sanitizers find nothing, and in lines of its own
 *
 *	Runs: 20000         how many inputs `make test` takes; about a second
 *	Longest: 512        bytes of an input
 *
 * Files of tests/fuzz/corpus/NAME/ are read first, words of
 * tests/fuzz/dictionary/NAME.dict go into inputs. One input is like another: a target
 * leaves nothing behind that the next one sees. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Defines the function that libFuzzer calls. */
#define FUZZ(data, size) \
	int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count); \
	static void fuzz_one(const uint8_t *(data), size_t(size)); \
	int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) \
	{ \
		fuzz_one(bytes, count); \
		return 0; \
	} \
	static void fuzz_one(const uint8_t *(data), size_t(size))

/* What must hold of every input; the input is kept if it does not. */
#define HOLDS(condition) ((condition) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #condition, NULL))
/* The same of two texts or numbers, which are shown. */
#define HOLDS_EQUAL(a, b) \
	do { \
		uint64_t left = (uint64_t)(a), right = (uint64_t)(b); \
		if (left != right) \
			fuzz_fail(__FILE__, __LINE__, #a " == " #b, "%#jx, %#jx", (uintmax_t)left, \
			          (uintmax_t)right); \
	} while (0)
#define HOLDS_TEXT(a, b) \
	do { \
		const char *left = (a), *right = (b); \
		if (strcmp(left, right) != 0) \
			fuzz_fail(__FILE__, __LINE__, #a " is " #b, "\"%s\", \"%s\"", left, \
			          right); \
	} while (0)

/* Says it on standard error as it was when the program began, and aborts. */
_Noreturn void fuzz_fail(const char *file, int line, const char *what, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* An input taken apart, as numbers and pieces; what is behind its end is zeros. */
struct input {
	const uint8_t *at, *end;
};
static inline uint64_t input_number(struct input *input, size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		if (input->at < input->end)
			value |= (uint64_t)*input->at++ << 8 * i;
	return value;
}
/* Below limit, which is not 0. */
static inline uint64_t input_below(struct input *input, uint64_t limit)
{
	return input_number(input, limit > 0x10000 ? 8 : limit > 0x100 ? 2 : 1) % limit;
}
/* The next bytes, `most` of them if there are so many: how many there are. */
static inline size_t input_piece(struct input *input, size_t most, const uint8_t **piece)
{
	size_t left = (size_t)(input->end - input->at);

	*piece = input->at;
	if (most > left)
		most = left;
	input->at += most;
	return most;
}
/* The rest, as a text of its own in memory of exactly that size, which the caller
 * frees: a read behind its end is found. */
char *input_text(const uint8_t *data, size_t size);
