#pragma once
/* keys: input of serial port and keyboard, merged into one stream.
 *
 * A character is itself, 1 to 0x7e, Control with a letter included; keys that
 * type nothing are KEYS_UP and so on. The serial line's are told by the escape
 * sequences of a VT100 and its kin. What is neither is KEYS_UNKNOWN, so that
 * the reader can complain. Page up and page down of the keyboard move the
 * screen and are not seen here.
 * Context: one CPU, interrupts on; not in interrupt handlers. */
#include <stdbool.h>
#include <stdint.h>

enum {
	KEYS_UP = 0x100,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_DELETE,
	KEYS_UNKNOWN,
};

enum keys_source { KEYS_SERIAL, KEYS_KEYBOARD, KEYS_SOURCE_COUNT };

/* Opens both. status[KEYS_SERIAL] and status[KEYS_KEYBOARD] say how each is
 * read, or why it is not there. */
void keys_start(const char *status[KEYS_SOURCE_COUNT]);

/* Is there anything to type on? */
bool keys_are_there(void);

/* The next one; sleeps until there is one. */
int keys_read(void);

/* ---- The serial line's sequences, for those who have bytes from elsewhere ---- */

struct keys_decoder {
	uint8_t state;
	uint16_t parameter;
}; /* starts as zero */

/* The key that this byte completes, or 0: more are to come. */
int keys_decode(struct keys_decoder *decoder, uint8_t byte);
