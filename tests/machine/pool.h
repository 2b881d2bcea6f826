#pragma once
/* pool: many machines, a few at a time, each with an end that is judged.
 *
 * A job is one machine: the caller's `prepare` says how it is started, `judge`
 * hears how it ended. Jobs start in their order; those that run side by side
 * have different slots, so that files named by the slot are nobody else's.
 * Every machine ends: by itself, or killed when its time is over. */
#include <stdbool.h>
#include <stddef.h>

#define POOL_WIDTH_MAX     8
#define POOL_ARGUMENTS_MAX 128
#define POOL_TEXT_MAX      8192  /* of all arguments of a machine */
#define POOL_LOG_MAX       65536 /* what is kept of a serial line, or of the firmware's words */

struct pool_arguments {
	char *list[POOL_ARGUMENTS_MAX + 1];
	size_t count;
	char text[POOL_TEXT_MAX];
	size_t text_size;
};

struct pool_end {
	bool timed_out;
	int status; /* the exit status; minus the number of a signal */
	long time_ms;
	const char *serial;   /* what was written there, 0-terminated */
	const char *firmware; /* what the firmware told its debug port; "" if it has none */
};

struct pool {
	int width;          /* machines at a time, to POOL_WIDTH_MAX */
	const char *folder; /* for serial lines and error messages */
	void *context;
	/* How long job may take, in ms; 0: it is not to be run at all. */
	long (*prepare)(void *context, size_t job, int slot, struct pool_arguments *arguments);
	void (*judge)(void *context, size_t job, int slot, const struct pool_end *end);
};

/* Runs jobs first..first + count - 1. False, with a message on standard error,
 * if a machine could not be started. */
bool pool_run(const struct pool *pool, size_t first, size_t count);

/* Adds one argument, or the words of a text, cut at spaces. What does not fit
 * ends the program: limits are the test's own. */
void pool_add(struct pool_arguments *arguments, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void pool_add_words(struct pool_arguments *arguments, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The machine of a slot writes its serial line to a file of its own; and SeaBIOS
 * what it finds, and what it cannot do. */
void pool_add_serial(struct pool_arguments *arguments, const struct pool *pool, int slot);
void pool_add_bios_log(struct pool_arguments *arguments, const struct pool *pool, int slot);
