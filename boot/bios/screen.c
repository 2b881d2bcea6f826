/* screen: the firmware's VGA text mode (INT 10h). */
#include <stdbool.h>

#include "abi/vga.h"
#include "boot/base/bda.h"
#include "boot/base/firmware.h"
#include "boot/bios/thunk.h"

#define SET_MODE   0x0000
#define GET_CURSOR 0x0300
#define TELETYPE   0x0e00
#define GET_MODE   0x0f00

static uint32_t video_call(uint32_t eax)
{
	struct bios_registers regs = { .eax = eax, .ebx = VGA_GREY_ON_BLACK };

	bios_call(0x10, &regs);
	return regs.eax;
}

/* A text mode of 80 columns. Without a video BIOS the call returns what it was
 * given, which reads as mode 0 with 15 columns. */
static bool is_text(uint32_t eax)
{
	uint32_t mode = eax & 0x7f, columns = eax >> 8 & 0xff;

	return columns == VGA_TEXT_COLUMNS &&
	       (mode == VGA_MODE_GREY || mode == VGA_MODE_COLOUR || mode == VGA_MODE_MONO);
}

/* The mode as GET_MODE tells it, made text if it was not; 0 = no screen. */
static uint32_t text_mode(void)
{
	uint32_t eax = video_call(GET_MODE);

	if (is_text(eax))
		return eax;
	video_call(SET_MODE | VGA_MODE_COLOUR);
	eax = video_call(GET_MODE);
	return is_text(eax) ? eax : 0;
}

void firmware_screen_put(char c)
{
	static bool started;

	if (!started)
		text_mode();
	started = true;
	if (c == '\n')
		video_call(TELETYPE | '\r');
	video_call(TELETYPE | (uint8_t)c);
}

struct boot_text_screen firmware_text_screen(void)
{
	struct bios_registers regs = { .eax = GET_CURSOR };
	uint32_t mode = text_mode();
	uint8_t rows = *(const volatile uint8_t *)BDA_ROWS_LESS_ONE;

	if (!mode)
		return (struct boot_text_screen){ 0 };
	bios_call(0x10, &regs);
	return (struct boot_text_screen){
		.base = (mode & 0x7f) == VGA_MODE_MONO ? VGA_TEXT_BASE_MONO : VGA_TEXT_BASE,
		.columns = mode >> 8 & 0xff,
		.rows = rows ? rows + 1u : VGA_TEXT_ROWS,
		.cursor_column = regs.edx & 0xff,
		.cursor_row = regs.edx >> 8 & 0xff,
	};
}
