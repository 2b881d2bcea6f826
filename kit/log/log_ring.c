/* log_ring: see log_ring.h.
 *
 * Each slot has a state: the number of its record and whether that is
 * finished. A record's number is next at the moment when its writer marked the
 * slot as its own; whoever finds the slot of `next` taken by that very number
 * moves next on, so that no writer waits for another. A slot that is still
 * being written when the ring comes round again is left alone, and the new
 * record is dropped. */
#include "kit/log/log_ring.h"

#define WORDS          (sizeof(struct log_record) / sizeof(uint64_t))
#define UNFINISHED_MAX (LOG_LINES_MAX / 2)

_Static_assert(sizeof(struct log_record) % sizeof(uint64_t) == 0, "copied by words");
_Static_assert((LOG_LINES_MAX & (LOG_LINES_MAX - 1)) == 0, "a power of two");

struct slot {
	uint64_t state; /* 0 = empty */
	uint64_t words[WORDS];
};

static struct slot slots[LOG_LINES_MAX];
static uint64_t next; /* all below have been taken */
static uint64_t dropped;

static uint64_t being_written(uint64_t number)
{
	return (number + 1) << 1 | 1;
}

static uint64_t finished(uint64_t number)
{
	return (number + 1) << 1;
}

static struct slot *get_slot(uint64_t number)
{
	return &slots[number % LOG_LINES_MAX];
}

static void move_next_behind(uint64_t number)
{
	__atomic_compare_exchange_n(&next, &number, number + 1, false, __ATOMIC_ACQ_REL,
	                            __ATOMIC_RELAXED);
}

/* The slot of *number is the caller's to write, or NULL. */
static struct slot *take_slot(uint64_t *number)
{
	for (;;) {
		uint64_t mine = __atomic_load_n(&next, __ATOMIC_ACQUIRE);
		struct slot *slot = get_slot(mine);
		uint64_t state = __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE);

		if (state >= finished(mine)) { /* taken, and perhaps more than once */
			move_next_behind(mine);
			continue;
		}
		if (state & 1)
			return NULL;
		if (!__atomic_compare_exchange_n(&slot->state, &state, being_written(mine), false,
		                                 __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
			continue;
		move_next_behind(mine);
		*number = mine;
		return slot;
	}
}

bool log_ring_put(const struct log_record *record)
{
	const uint64_t *words = (const uint64_t *)record;
	uint64_t number;
	struct slot *slot = take_slot(&number);

	if (!slot) {
		__atomic_fetch_add(&dropped, 1, __ATOMIC_RELAXED);
		return false;
	}
	__atomic_thread_fence(__ATOMIC_RELEASE); /* the state before the words */
	for (size_t i = 0; i < WORDS; i++)
		__atomic_store_n(&slot->words[i], words[i], __ATOMIC_RELAXED);
	__atomic_store_n(&slot->state, finished(number), __ATOMIC_RELEASE);
	return true;
}

/* False if it was overwritten meanwhile. */
static bool copy(const struct slot *slot, uint64_t number, struct log_record *record)
{
	uint64_t *words = (uint64_t *)record;

	for (size_t i = 0; i < WORDS; i++)
		words[i] = __atomic_load_n(&slot->words[i], __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_ACQUIRE);
	return __atomic_load_n(&slot->state, __ATOMIC_RELAXED) == finished(number);
}

bool log_ring_get(uint64_t *position, struct log_record *record, uint64_t *number)
{
	for (;; ++*position) {
		uint64_t end = __atomic_load_n(&next, __ATOMIC_ACQUIRE);
		const struct slot *slot;
		uint64_t state;

		if (*position >= end)
			return false;
		if (end - *position > LOG_LINES_MAX)
			*position = end - LOG_LINES_MAX;
		slot = get_slot(*position);
		state = __atomic_load_n(&slot->state, __ATOMIC_ACQUIRE);
		if (state == being_written(*position) && end - *position <= UNFINISHED_MAX)
			return false;
		if (state == finished(*position) && copy(slot, *position, record)) {
			*number = (*position)++;
			return true;
		}
	}
}

uint64_t log_ring_get_dropped(void)
{
	return __atomic_load_n(&dropped, __ATOMIC_RELAXED);
}
