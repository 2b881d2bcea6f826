#pragma once
/* log: the kernel log (dmesg): what happened, in lines that are kept.
 *
 *	LOG_SUBSYSTEM(pci);
 *	...
 *	log_info(pci, "%zu devices", count);
 *
 * A line whose level its subsystem lets through goes to the console and into a
 * ring of the last LOG_LINES_MAX, which the kernel can read. The command line
 * chooses: loglevel=3 for all, log.pci=debug for one, by number or by word
 * (0 none, 1 error, 2 warn, 3 info, 4 debug); LOG_DEFAULT else. What a line
 * that is not let through would print is not even computed. Lines written
 * before the command line is known are judged by LOG_DEFAULT.
 * No line is lost unseen: a reader is told how many were overwritten before
 * it came, and log_get_dropped how many found no place (the ring had been
 * filled once over while one line was being written).
 * Context: any CPU, interrupts and NMI included; nothing waits. A line that is
 * written while another CPU, or what this one interrupted, is printing log
 * lines is printed by that one. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../abi/header_inline.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LOG_LINES_MAX 512 /* a power of two */
#define LOG_TEXT_SIZE 128 /* with the terminating 0; the rest is cut */
#define LOG_DEFAULT   LOG_INFO

enum log_level {
	LOG_NONE = 0, /* as a threshold only */
	LOG_ERROR = 1,
	LOG_WARN = 2,
	LOG_INFO = 3,
	LOG_DEBUG = 4,
};
#define LOG_UNKNOWN 0xff /* a threshold that nobody has asked for yet */

struct log_subsystem {
	const char *name;
	uint8_t threshold; /* enum log_level, or LOG_UNKNOWN */
};

/* For this source file. Several may use one name. */
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
	uint64_t lost;   /* lines before it, since the last one read */
	uint64_t tsc;
	enum log_level level;
	const char *subsystem;
	char text[LOG_TEXT_SIZE]; /* without a newline */
};

/* The next line from *position on, which starts as 0 and is the reader's.
 * False: there is none, or it is being written. */
bool log_read(uint64_t *position, struct log_line *line);

uint64_t log_get_dropped(void);

/* From now on, for every source file that uses the name, or with NULL for
 * all. */
MUST_CHECK const char *log_set_threshold(const char *subsystem, enum log_level threshold);

/* Subsystems in link order; NULL from their number on. */
const struct log_subsystem *log_get_subsystem(size_t index);

/* "error"; "none" for what is no level. */
const char *log_get_level_name(enum log_level level);

/* ---- How the above is made ---- */

enum log_level log_ask_threshold(struct log_subsystem *subsystem);

__attribute__((format(printf, 3, 4))) void log_write(const struct log_subsystem *subsystem,
                                                     enum log_level level, const char *format, ...);

HEADER_INLINE bool log_lets_through(struct log_subsystem *subsystem, enum log_level level)
{
	uint8_t threshold = __atomic_load_n(&subsystem->threshold, __ATOMIC_RELAXED);

	return (unsigned)level <=
	       (threshold != LOG_UNKNOWN ? threshold : (unsigned)log_ask_threshold(subsystem));
}

#ifdef __cplusplus
}
#endif
