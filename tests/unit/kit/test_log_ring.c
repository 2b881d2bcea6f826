/* kit/log/log_ring.c: threads are its CPUs, a signal handler its interrupts. What a
 * reader gets is whole and in order, and whatever it does not get it can count. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "tests/unit/unit.h"

/* Its inside is needed for a writer that stands still. */
#include "kit/log/log_ring.c"

#define WRITERS      3
#define LINES_EACH   60000
#define INTERRUPT_US 200

static uint64_t put_count, drop_count; /* by all of this program */

/* Every part of a record says the same number. */
static void put(uint64_t number)
{
	struct log_record record = { .tsc = number, .level = number };

	for (size_t i = 0; i + sizeof number <= sizeof record.text; i += sizeof number)
		memcpy(record.text + i, &number, sizeof number);
	if (log_ring_put(&record))
		__atomic_fetch_add(&put_count, 1, __ATOMIC_RELAXED);
	else
		__atomic_fetch_add(&drop_count, 1, __ATOMIC_RELAXED);
}

static bool is_whole(const struct log_record *record)
{
	for (size_t i = 0; i + sizeof record->tsc <= sizeof record->text; i += sizeof record->tsc)
		if (memcmp(record->text + i, &record->tsc, sizeof record->tsc) != 0)
			return false;
	return record->level == record->tsc;
}

/* Reads up to the end; returns how many lines there were. */
static uint64_t read_all(uint64_t *position, uint64_t *lost)
{
	struct log_record record;
	uint64_t count = 0, number, wanted = *position;

	while (log_ring_get(position, &record, &number)) {
		assert_true(is_whole(&record));
		assert_true(number >= wanted);
		*lost += number - wanted;
		wanted = number + 1;
		count++;
	}
	*position = wanted;
	return count;
}

TEST(lines_come_out_as_they_went_in)
{
	uint64_t position = 0, lost = 0, number;
	struct log_record record;

	assert_int_equal(read_all(&position, &lost), 0);
	for (uint64_t i = 0; i < 10; i++)
		put(i);
	for (uint64_t i = 0; i < 10; i++) {
		assert_true(log_ring_get(&position, &record, &number));
		assert_int_equal(number, i);
		assert_int_equal(record.tsc, i);
	}
	assert_false(log_ring_get(&position, &record, &number));
}

TEST(overwritten_lines_are_counted)
{
	uint64_t position = 10, lost = 0;

	for (uint64_t i = 0; i < 3 * LOG_LINES_MAX; i++)
		put(i);
	assert_int_equal(read_all(&position, &lost), LOG_LINES_MAX);
	assert_int_equal(lost, 2 * LOG_LINES_MAX);
	position = 0;
	assert_int_equal(read_all(&position, &lost), LOG_LINES_MAX);
}

/* A writer that is stopped in the middle of a line, and what comes round to it
 * from behind. */
TEST(a_line_that_is_never_finished)
{
	uint64_t position = next, lost = 0, number;
	struct log_record record;
	struct slot *slot;

	put(1);
	slot = take_slot(&number);
	assert_non_null(slot);
	put(2);
	assert_int_equal(read_all(&position, &lost), 1);
	assert_int_equal(position, number);
	for (unsigned i = 0; i < UNFINISHED_MAX - 2; i++)
		put(i);
	assert_false(log_ring_get(&position, &record, &number));
	put(3);
	assert_int_equal(read_all(&position, &lost), UNFINISHED_MAX);
	assert_int_equal(lost, 1);
	for (unsigned i = UNFINISHED_MAX; i < LOG_LINES_MAX - 1; i++)
		put(i);
	assert_int_equal(drop_count, 0);
	put(4);
	put(5);
	assert_int_equal(drop_count, 2);
	assert_int_equal(log_ring_get_dropped(), 2);
	slot->state &= ~(uint64_t)1;
	put(6);
	assert_int_equal(drop_count, 2);
	read_all(&position, &lost);
	assert_int_equal(lost, 1);
}

static void *write_many(void *first)
{
	for (uint64_t i = 0; i < LINES_EACH; i++)
		put(*(uint64_t *)first + i);
	return NULL;
}

static void interrupt(int signal)
{
	(void)signal;
	put(0x123456789abcdef);
}

static void set_interrupts(long period_us)
{
	const struct itimerval timer = { { 0, period_us }, { 0, period_us } };

	assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

TEST(many_write_and_one_reads)
{
	static uint64_t firsts[WRITERS];
	struct sigaction action = { .sa_handler = interrupt, .sa_flags = SA_RESTART };
	pthread_t threads[WRITERS];
	uint64_t position = next, lost = 0, read = 0, put_before = put_count;

	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	set_interrupts(INTERRUPT_US);
	for (uint64_t i = 0; i < WRITERS; i++) {
		firsts[i] = i << 32;
		assert_int_equal(pthread_create(&threads[i], NULL, write_many, &firsts[i]), 0);
	}
	for (unsigned i = 0; i < 2000; i++)
		read += read_all(&position, &lost);
	for (uint64_t i = 0; i < WRITERS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	set_interrupts(0);
	read += read_all(&position, &lost);
	/* A thread that is stopped while it writes makes the others drop theirs, once
	 * the ring is full: how many is the host's affair, not that none is missing. */
	assert_true(put_count - put_before > LOG_LINES_MAX);
	assert_true(put_count + drop_count >= WRITERS * (uint64_t)LINES_EACH);
	assert_int_equal(read + lost, put_count - put_before);
	assert_int_equal(log_ring_get_dropped(), drop_count);
}
