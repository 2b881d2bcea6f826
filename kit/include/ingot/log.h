#pragma once
/* log: the kernel log (dmesg), with levels and subsystems.
 *
 *	LOG_SUBSYSTEM(pci);
 *	...
 *	log_info(pci, "%zu devices", count);
 *
 * A message at or below the log level of its subsystem goes to the console and into
 * a ring buffer of the last LOG_LINES_MAX, which the kernel can read. The command
 * line sets levels: loglevel=3 for all, log.pci=debug for one, by number or name
 * (0 none, 1 error, 2 warn, 3 info, 4 debug); the default is LOG_DEFAULT, also before
 * the command line is known. Arguments of suppressed messages are not evaluated.
 * Losses are counted: log_read tells how many lines were overwritten before they
 * were read, log_get_dropped how many could not be stored (the ring was filled once
 * over while one line was being written).
 * Context: any CPU, interrupt handlers and NMI included; never waits. A message that
 * is logged while another CPU, or the interrupted code, prints log lines is printed
 * by that one. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/header_inline.h"
#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LOG_LINES_MAX 512 /* a power of two */
#define LOG_TEXT_SIZE 128 /* with the terminating 0; longer text is truncated */
#define LOG_DEFAULT   LOG_INFO

enum log_level {
	LOG_NONE = 0, /* as a threshold only */
	LOG_ERROR = 1,
	LOG_WARN = 2,
	LOG_INFO = 3,
	LOG_DEBUG = 4,
};
#define LOG_UNKNOWN 0xff /* a threshold that is not initialized yet */

struct log_subsystem {
	const char *name;
	uint8_t threshold; /* enum log_level, or LOG_UNKNOWN */
};

/* Defines the subsystem for this source file. Several files may use one name. */
#define LOG_SUBSYSTEM(its_name) \
	static struct log_subsystem log_subsystem_##its_name = { #its_name, LOG_UNKNOWN }; \
	__attribute__((used, retain, \
	               section("ingot_log"))) static struct log_subsystem *log_entry_##its_name = \
		&log_subsystem_##its_name

#define log_error(subsystem, ...) LOG_AT(LOG_ERROR, subsystem, __VA_ARGS__)
#define log_warn(subsystem, ...)  LOG_AT(LOG_WARN, subsystem, __VA_ARGS__)
#define log_info(subsystem, ...)  LOG_AT(LOG_INFO, subsystem, __VA_ARGS__)
#define log_debug(subsystem, ...) LOG_AT(LOG_DEBUG, subsystem, __VA_ARGS__)

#define LOG_AT(level, subsystem, ...) \
	(log_lets_through(&log_subsystem_##subsystem, (level)) \
	         ? log_write(&log_subsystem_##subsystem, (level), __VA_ARGS__) \
	         : (void)0)

struct log_line {
	uint64_t number; /* counts from 0 */
	uint64_t lost;   /* lines lost since the last one read */
	uint64_t tsc;
	enum log_level level;
	const char *subsystem;
	char text[LOG_TEXT_SIZE]; /* without a newline */
};

/* The next line from *position on, which a reader initializes with 0. False if there
 * is none, or if it is still being written. */
bool log_read(uint64_t *position, struct log_line *line) KIT_NAME(log_read);

uint64_t log_get_dropped(void) KIT_NAME(log_get_dropped);

/* Sets the log level of a subsystem, in all files that use the name, or with NULL of
 * all. */
MUST_CHECK const char *log_set_threshold(const char *subsystem, enum log_level threshold)
	KIT_NAME(log_set_threshold);

/* By index, in link order; NULL after the last one. */
const struct log_subsystem *log_get_subsystem(size_t index) KIT_NAME(log_get_subsystem);

/* "error"; "none" for an invalid level. */
const char *log_get_level_name(enum log_level level) KIT_NAME(log_get_level_name);

/* ---- Implementation ---- */

enum log_level log_ask_threshold(struct log_subsystem *subsystem) KIT_NAME(log_ask_threshold);

__attribute__((format(printf, 3, 4))) void log_write(const struct log_subsystem *subsystem,
                                                     enum log_level level, const char *format, ...)
	KIT_NAME(log_write);

HEADER_INLINE bool log_lets_through(struct log_subsystem *subsystem, enum log_level level)
{
	uint8_t threshold = __atomic_load_n(&subsystem->threshold, __ATOMIC_RELAXED);

	return (unsigned)level <=
	       (threshold != LOG_UNKNOWN ? threshold : (unsigned)log_ask_threshold(subsystem));
}

#ifdef __cplusplus
}
#endif
