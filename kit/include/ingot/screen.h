#pragma once
/* screen: escape sequences, UTF-8 and scrollback for the console's screen, VGA text
 * mode or framebuffer.
 *
 * Without a screen the functions have no effect. Each feature is linked only if the
 * kernel uses it.
 * Context: as the console's: any, one CPU at a time, printing included. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SCREEN_SCROLLBACK_CELLS        131072 /* 1638 lines of 80 columns */
#define SCREEN_SEQUENCE_PARAMETERS_MAX 8      /* more are ignored */
#define SCREEN_PARAMETER_MAX           9999   /* larger numbers are clamped */

/* Scrollback, a page at a time, kept from start-up on in kernels that call one of
 * these. The next output returns to the end. */
void screen_page_up(void) KIT_NAME(screen_page_up);
void screen_page_down(void) KIT_NAME(screen_page_down);

/* Enables escape sequences on the screen (ECMA-48, 8.3):
 *	ESC [ n m	colours 30-37, 40-47, 90-97, 100-107, 39 and 49 (default),
 *			1 and 22 (bright), 7 and 27 (inverse), 0 (all default)
 *	ESC [ n J	erase: 0 to the end, 1 from the beginning, 2 all of the screen
 *	ESC [ n K	the same in the line
 *	ESC [ r ; c H	the cursor to row and column, from 1 (also f)
 *	ESC [ n A	up; B down, C right, D left
 * All others are ignored. VGA text mode has no bright background colours. The serial
 * port always gets the sequences unchanged. */
void screen_use_escapes(void) KIT_NAME(screen_use_escapes);

/* Enables UTF-8 on the screen. Latin-1, box drawing, blocks, and some arrows and
 * marks have glyphs; heavy and dashed lines are shown as light ones. Other characters
 * are shown as a replacement glyph, "?" in VGA text mode (which has code page 437);
 * so is each maximal subpart of an ill-formed sequence, as Unicode recommends.
 * Without this call each byte above 0x7f is shown as a replacement. */
void screen_use_utf8(void) KIT_NAME(screen_use_utf8);

/* The number of rows; 0 = no screen. */
unsigned screen_get_rows(void) KIT_NAME(screen_get_rows);

/* The text of a row as shown, 0 is the top, without trailing spaces; truncated to
 * size_bytes with the terminating 0. False if there is no such row. */
bool screen_read_row(unsigned row, char *to, size_t size_bytes) KIT_NAME(screen_read_row);

#ifdef __cplusplus
}
#endif
