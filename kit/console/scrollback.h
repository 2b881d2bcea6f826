#pragma once
/* scrollback: lines that have left the top of the terminal.
 *
 * Weak: a kernel that never looks back (screen_page_up) links none of this,
 * and scrollback_keep is NULL. Context: as the terminal's. */
#include <stdint.h>

/* Keeps a line of the terminal's width; the oldest is forgotten for it. */
__attribute__((weak)) void scrollback_keep(const uint16_t *line, uint32_t columns);

/* The nth line from the end: 1 is the one that left last. Only for 1..count. */
__attribute__((weak)) const uint16_t *scrollback_get(uint32_t nth);
