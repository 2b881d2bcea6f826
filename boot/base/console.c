#include "boot/base/console.h"

#include <stdbool.h>
#include <stddef.h>

#include "abi/serial.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"

/* The 16550's registers (National PC16550D data sheet, 8.0). */
#define COM1             0x3f8
#define COM_DATA         (COM1 + 0)
#define COM_INTERRUPTS   (COM1 + 1)
#define COM_FIFO         (COM1 + 2)
#define COM_LINE         (COM1 + 3)
#define COM_MODEM        (COM1 + 4)
#define COM_STATUS       (COM1 + 5)
#define COM_SCRATCH      (COM1 + 7)
#define COM_LINE_8N1     0x03
#define COM_LINE_DIVISOR 0x80
#define COM_STATUS_ROOM  0x20
#define COM_DIVISOR      1		/* 115200 baud */
#define COM_STATUS_IDLE  0x40
/* A dead line holds nobody up for longer than some seconds; in an emulator the
 * line is busy for as long as whoever reads its other end is. */
#define COM_WAIT_CYCLES_MAX (16ull << 30)

static bool serial_present;

void console_start(void)
{
	cpu_out8(COM_SCRATCH, 0x5a);
	serial_present = cpu_in8(COM_SCRATCH) == 0x5a;
	if (!serial_present)
		return;
	cpu_out8(COM_INTERRUPTS, 0);
	cpu_out8(COM_LINE, COM_LINE_DIVISOR);
	cpu_out8(COM_DATA, COM_DIVISOR);
	cpu_out8(COM_INTERRUPTS, 0);
	cpu_out8(COM_LINE, COM_LINE_8N1);
	cpu_out8(COM_FIFO, 0xc7);
	cpu_out8(COM_MODEM, 0x03);
}

static void serial_wait(uint8_t status)
{
	uint64_t start = cpu_read_tsc();

	while (serial_present && !(cpu_in8(COM_STATUS) & status))
		if (cpu_read_tsc() - start > COM_WAIT_CYCLES_MAX)
			serial_present = false;
}

static void serial_put(char c)
{
	serial_wait(COM_STATUS_ROOM);
	if (serial_present)
		cpu_out8(COM_DATA, (uint8_t)c);
}

void console_begin_text(void)
{
	serial_put(SERIAL_TEXT_BEGIN);
}

void console_drain(void)
{
	serial_wait(COM_STATUS_IDLE);
}

void console_put(char c)
{
	if (c == '\n')
		serial_put('\r');
	serial_put(c);
	firmware_screen_put(c);
}

void console_write(const char *string)
{
	while (*string)
		console_put(*string++);
}

static void write_in_base(uint64_t number, unsigned base)
{
	char digits[20];
	size_t count = 0;

	do {
		digits[count++] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number);
	while (count)
		console_put(digits[--count]);
}

void console_write_decimal(uint64_t number)
{
	write_in_base(number, 10);
}

void console_write_hex(uint64_t number)
{
	console_write("0x");
	write_in_base(number, 16);
}
