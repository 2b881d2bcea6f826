#pragma once
/* terminal: the text on the screen, as cells of a character and its colours.
 *
 * There is one, as there is one screen. It knows \n, \r, \t and \b, wraps at
 * the right edge (when the next character comes), and keeps what should be
 * seen and what is; after each write it has a screen draw the difference, so
 * that a text of many lines is drawn once and nothing is read from the
 * screen. What is rarely wanted is linked only if a kernel asks for it:
 * escape sequences and UTF-8 (take), scrollback (scrollback_keep).
 * Context: as the console's. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/vga.h"

#define TERMINAL_COLUMNS_MAX 256
#define TERMINAL_CELLS_MAX   16384 /* 240 columns x 60 rows: 1920 x 1080 pixels */

/* A cell: the number of a glyph, ASCII or as font.h or the VGA's text mode has them,
 * and colours above it as the VGA has them, each with a bit for "bright": foreground
 * in bits 8..11, ground in bits 12..15. */
#define TERMINAL_ATTRIBUTE VGA_GREY_ON_BLACK
#define TERMINAL_BLANK     (TERMINAL_ATTRIBUTE << 8 | ' ')

/* Of a crash's report, which is as colourful with or without escape sequences: what
 * happened, why, and where. */
#define TERMINAL_HEADLINE 0x0c
#define TERMINAL_CAUSE    0x0e
#define TERMINAL_PLACE    0x0f

struct terminal {
	uint32_t columns, rows; /* neither is 0 once open */
	uint32_t column, row;   /* the cursor; column may be columns */
	uint32_t view;          /* how many lines of scrollback are seen */
	uint8_t attribute;      /* of what is written */
	bool shows_cursor;      /* by drawing its cell inverted */
	void (*draw)(uint32_t row, uint32_t column, uint16_t cell);
	bool (*take)(char c); /* true: c was part of more, and is dealt with */
	uint8_t replacement;  /* the number of what has no glyph */
};

extern struct terminal terminal;

/* Blank and shown as such. As much of columns and rows as the limits allow. */
void terminal_open(uint32_t columns, uint32_t rows, uint8_t replacement,
                   void (*draw)(uint32_t row, uint32_t column, uint16_t cell));

/* Before the first write: what the screen shows already, in rows of so many cells. */
void terminal_adopt(const volatile uint16_t *from, uint32_t columns);

void terminal_write(const char *text, size_t size_bytes);

/* A glyph at the cursor, within a write. */
void terminal_put(uint8_t number);

/* The cells [column, end) of a row get blank, in the current ground colour. */
void terminal_erase(uint32_t row, uint32_t column, uint32_t end);

/* A row's cells as they are seen, scrollback included. */
const uint16_t *terminal_get_row(uint32_t row);

/* Draws everything that should look otherwise, after a change of view. */
void terminal_show_all(void);

/* ---- terminal_take.c: what terminal.take does ---- */

extern bool (*terminal_take_escape)(char c); /* true: c was part of a sequence */
extern bool (*terminal_take_utf8)(char c);   /* true: c is part of a character, and put */

/* After a change of these. */
void terminal_take_more(void);

/* ---- screen_utf8.c ---- */

#define TERMINAL_UTF8_MAX 3

/* A glyph's number as at most TERMINAL_UTF8_MAX bytes of UTF-8: how many. Only where
 * the screen uses UTF-8. */
__attribute__((weak)) size_t terminal_encode(uint8_t number, char *to);

/* ---- scrollback.c: lines that have left the top ----
 *
 * Weak: a kernel that never looks back (screen_page_up) links none of this, and
 * scrollback_keep is NULL. */

/* Keeps a line of the terminal's width; the oldest is forgotten for it. */
__attribute__((weak)) void scrollback_keep(const uint16_t *line, uint32_t columns);

/* The nth line from the end: 1 is the one that left last. Only for 1..count. */
__attribute__((weak)) const uint16_t *scrollback_get(uint32_t nth);
