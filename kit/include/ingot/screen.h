#pragma once
/* screen: the console's screen, VGA text or pixels, beyond printing.
 *
 * Each function does nothing where there is no screen. A kernel that calls
 * none of them has neither scrollback nor escape sequences in its image.
 * Context: as the console's: any, one CPU at a time, printing included. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCREEN_SCROLLBACK_CELLS        131072 /* 1638 lines of 80 columns */
#define SCREEN_SEQUENCE_PARAMETERS_MAX 8      /* more are passed over */
#define SCREEN_PARAMETER_MAX           9999   /* a larger number counts as this */

/* What has left the screen at the top, a page at a time, kept since start-up
 * by every kernel that calls one of these. The next character that is printed
 * goes back to the end. */
void screen_page_up(void);
void screen_page_down(void);

/* From now on the screen obeys escape sequences (ECMA-48, 8.3):
 *	ESC [ n m	colours 30-37, 40-47, 90-97, 100-107, 39 and 49 (default),
 *			1 and 22 (bright), 7 and 27 (inverse), 0 (all default)
 *	ESC [ n J	erase: 0 to the end, 1 from the beginning, 2 the screen
 *	ESC [ n K	the same in the line
 *	ESC [ r ; c H	the cursor to row and column, from 1 (also f)
 *	ESC [ n A	up; B down, C right, D left
 * All others are taken and do nothing. On a VGA text screen the ground has no
 * bright colours. The serial line gets every sequence as it is, always. */
void screen_use_escapes(void);

/* From now on the screen takes text for UTF-8, as the serial line's terminal does:
 * Latin-1, box drawing, blocks, and some arrows and marks have glyphs; heavy, dashed
 * and round lines look like light ones where they have none. What has none shows as a
 * replacement, "?" in a VGA's text mode (which has code page 437); so does each part
 * of an ill-formed sequence, as Unicode recommends (maximal subparts). Without this
 * call the screen shows a replacement for each byte above 0x7f. */
void screen_use_utf8(void);

/* How many rows the screen has; 0 = there is none. */
unsigned screen_get_rows(void);

/* A row as it is seen, 0 the topmost, without the blanks at its end; at most
 * size_bytes with the terminating 0. False if there is no such row. */
bool screen_read_row(unsigned row, char *to, size_t size_bytes);

#ifdef __cplusplus
}
#endif
