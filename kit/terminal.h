#pragma once
/* terminal: where the next character of a text goes on a grid of cells.
 *
 * Knows \n, \r, \t and \b, and wraps at the right edge; a screen shows the
 * cells and scrolls them. Context: as the console's. */
#include <stdint.h>

struct terminal {
	uint32_t columns, rows;		/* neither is 0 */
	uint32_t column, row;		/* the cursor, inside them */
	void (*show)(uint32_t row, uint32_t column, char c);
	void (*scroll)(void);		/* up by a line; the last is blank then */
};

void terminal_put(struct terminal *terminal, char c);
