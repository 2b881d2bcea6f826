#include "boot/base/console.h"

#include <stdbool.h>
#include <stddef.h>

#include "abi/serial.h"
#include "abi/uart.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"

#define COM1 UART_COM1

static bool serial_present;

void console_start(void)
{
	cpu_out8(COM1 + UART_SCRATCH, 0x5a);
	serial_present = cpu_in8(COM1 + UART_SCRATCH) == 0x5a;
	if (!serial_present)
		return;
	cpu_out8(COM1 + UART_INTERRUPT_ENABLE, 0);
	cpu_out8(COM1 + UART_LINE_CONTROL, UART_LINE_DIVISOR);
	cpu_out8(COM1 + UART_DATA, UART_DIVISOR);
	cpu_out8(COM1 + UART_INTERRUPT_ENABLE, 0);
	cpu_out8(COM1 + UART_LINE_CONTROL, UART_LINE_8N1);
	cpu_out8(COM1 + UART_FIFO_CONTROL, UART_FIFO_EMPTIED);
	cpu_out8(COM1 + UART_MODEM_CONTROL, UART_MODEM_DTR_RTS);
}

static void serial_wait(uint8_t status)
{
	uint64_t start = cpu_read_tsc();

	while (serial_present && !(cpu_in8(COM1 + UART_LINE_STATUS) & status))
		if (cpu_read_tsc() - start > UART_WAIT_CYCLES_MAX)
			serial_present = false;
}

static void serial_put(char c)
{
	serial_wait(UART_STATUS_ROOM);
	if (serial_present)
		cpu_out8(COM1 + UART_DATA, (uint8_t)c);
}

void console_begin_text(void)
{
	serial_put(SERIAL_TEXT_BEGIN);
}

void console_drain(void)
{
	serial_wait(UART_STATUS_IDLE);
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
