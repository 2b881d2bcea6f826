#pragma once
/* log_ring: the log's ring buffer, lock-free, written by all CPUs at once.
 *
 * A writer takes a place, writes, and marks it finished; who interrupts it
 * takes the next one. Context: any. */
#include <ingot/log.h>

/* Takes words only: it is copied word by word. */
struct log_record {
	uint64_t tsc;
	const char *subsystem;
	uint64_t level;
	char text[LOG_TEXT_SIZE];
};

/* False if the oldest line is still being written: the record is dropped, and
 * counted. */
bool log_ring_put(const struct log_record *record);

/* The record at *position or, if that was overwritten, the oldest one; *number
 * is its place, and *position the next. A record that is not finished ends the
 * reading (false), unless LOG_LINES_MAX / 2 have been put behind it. */
bool log_ring_get(uint64_t *position, struct log_record *record, uint64_t *number);

uint64_t log_ring_get_dropped(void);
