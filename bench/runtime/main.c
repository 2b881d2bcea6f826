/* main: makes the calls.
 *
 * usage: calls		each call, count times: for callgrind
 *	calls list	a line for each: NAME WHO COUNT
 *	calls time	a line for each: NAME WHO NANOSECONDS */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "calls.h"

#define ROUNDS 25

double doubles[CALLS + 1];
float floats[CALLS + 1];
double mixed_doubles[CALLS + 1];
float mixed_floats[CALLS + 1];
int64_t integers[CALLS + 1];
unsigned __int128 wides[CALLS + 1];
_Alignas(64) unsigned char bytes[BYTES_MAX + 64];
_Alignas(64) unsigned char same_bytes[BYTES_MAX + 64];

extern const struct call __start_calls[], __stop_calls[];

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

/* Numbers of usual sizes, from a fixed sequence. */
static void prepare(void)
{
	static unsigned char memory[1 << 24];
	uint64_t state = 0x9e3779b97f4a7c15;

	for (int i = 0; i <= CALLS; i++) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		integers[i] = (int64_t)state >> (i % 40);
		doubles[i] = (double)(state >> 11) / (double)(UINT64_C(1) << (44 + i % 9)) + 1e-3;
		floats[i] = (float)doubles[i];
		mixed_doubles[i] = state >> 9 & 1 ? -doubles[i] : doubles[i];
		mixed_floats[i] = (float)mixed_doubles[i];
		wides[i] = ((unsigned __int128)state << 64 | ~state) >> (i * 37 % 100);
	}
	memset(bytes, 'x', BYTES_MAX);
	memset(same_bytes, 'x', BYTES_MAX + 32);
	heap_add_region(memory, sizeof memory);
}

static void make(const struct call *call)
{
	for (int i = 0; i < call->count; i++)
		call->make(i);
}

static double now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* In each round every call of that name has its turn. */
static void measure(const char *name)
{
	static double ns[8][ROUNDS];

	for (int round = 0; round < ROUNDS; round++) {
		double *turn = &ns[0][round];
		for (const struct call *c = __start_calls; c < __stop_calls; c++) {
			if (strcmp(c->name, name) != 0)
				continue;
			double start = now_ns();
			make(c);
			*turn = (now_ns() - start) / (double)c->count;
			turn += ROUNDS;
		}
	}
	int turn = 0;
	for (const struct call *c = __start_calls; c < __stop_calls; c++) {
		if (strcmp(c->name, name) != 0)
			continue;
		qsort(ns[turn], ROUNDS, sizeof ns[turn][0], compare);
		printf("%s %s %.1f\n", name, c->who, ns[turn++][ROUNDS / 2]);
	}
}

int main(int count, char **words)
{
	const char *what = count > 1 ? words[1] : "";

	prepare();
	for (const struct call *c = __start_calls; c < __stop_calls; c++) {
		if (strcmp(what, "list") == 0)
			printf("%s %s %ld\n", c->name, c->who, c->count);
		else if (strcmp(what, "time") != 0)
			make(c);
		else if (strcmp(c->who, "ours") == 0)
			measure(c->name);
	}
	return 0;
}
