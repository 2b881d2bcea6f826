/* screen: the VGA text mode that a video BIOS has left behind, written to
 * without it. The BIOS data area says what mode that is, the CRT controller
 * where the cursor stands (IBM VGA, CRT registers 0Eh and 0Fh). Without a
 * video card the ports read as ones, which is no place on any screen. */
#include <string.h>

#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/pvh/framebuffer.h"

#define BDA_MODE          0x449
#define BDA_COLUMNS       0x44a		/* a word */
#define BDA_ROWS_LESS_ONE 0x484
#define MODE_GREY         2
#define MODE_COLOUR       3
#define COLUMNS           80
#define ROWS_DEFAULT      25
#define ROWS_MAX          60
#define BASE              0xb8000
#define GREY_ON_BLACK     0x0700
#define CRT_INDEX         0x3d4
#define CRT_DATA          0x3d5
#define CRT_CURSOR_HIGH   0x0e
#define CRT_CURSOR_LOW    0x0f

static uint8_t crt_read(uint8_t index)
{
	cpu_out8(CRT_INDEX, index);
	return cpu_in8(CRT_DATA);
}

static void crt_write(uint8_t index, uint8_t value)
{
	cpu_out8(CRT_INDEX, index);
	cpu_out8(CRT_DATA, value);
}

/* Rows of the screen; 0: there is none. */
static uint32_t row_count(void)
{
	uint8_t mode = *(const volatile uint8_t *)BDA_MODE;
	uint16_t columns = *(const volatile uint16_t *)BDA_COLUMNS;
	uint32_t rows = *(const volatile uint8_t *)BDA_ROWS_LESS_ONE;

	if ((mode != MODE_GREY && mode != MODE_COLOUR) || columns != COLUMNS)
		return 0;
	rows = rows ? rows + 1 : ROWS_DEFAULT;
	return rows <= ROWS_MAX ? rows : 0;
}

static struct boot_text_screen text_screen(void)
{
	uint32_t cursor = (uint32_t)crt_read(CRT_CURSOR_HIGH) << 8 | crt_read(CRT_CURSOR_LOW);
	uint32_t rows = row_count();

	if (cursor >= rows * COLUMNS)
		return (struct boot_text_screen){ 0 };
	return (struct boot_text_screen){
		.base = BASE,
		.columns = COLUMNS,
		.rows = rows,
		.cursor_column = cursor % COLUMNS,
		.cursor_row = cursor / COLUMNS,
	};
}

struct boot_text_screen firmware_text_screen(void)
{
	return framebuffer_is_chosen() ? (struct boot_text_screen){ 0 } : text_screen();
}

static void scroll(uint32_t rows)
{
	uint16_t *cells = (uint16_t *)BASE, *last = cells + (rows - 1) * COLUMNS;

	memmove(cells, cells + COLUMNS, (rows - 1) * COLUMNS * sizeof(*cells));
	for (int i = 0; i < COLUMNS; i++)
		last[i] = GREY_ON_BLACK | ' ';
}

void firmware_screen_put(char c)
{
	struct boot_text_screen screen = text_screen();
	uint32_t cursor = screen.cursor_row * COLUMNS + screen.cursor_column;

	if (!screen.base)
		return;
	if (c == '\n')
		cursor += COLUMNS - screen.cursor_column;
	else
		((volatile uint16_t *)BASE)[cursor++] = (uint16_t)(GREY_ON_BLACK | (uint8_t)c);
	if (cursor == screen.rows * COLUMNS) {
		scroll(screen.rows);
		cursor -= COLUMNS;
	}
	crt_write(CRT_CURSOR_HIGH, (uint8_t)(cursor >> 8));
	crt_write(CRT_CURSOR_LOW, (uint8_t)cursor);
}
