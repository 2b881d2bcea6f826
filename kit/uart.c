/* uart: see uart.h. */
#include "kit/uart.h"

#include <ingot/cpu.h>

enum uart_register {
	UART_DATA = 0,			/* divisor, low byte, while LCR.7 is set */
	UART_INTERRUPT_ENABLE = 1,	/* divisor, high byte, likewise */
	UART_FIFO_CONTROL = 2,
	UART_LINE_CONTROL = 3,
	UART_MODEM_CONTROL = 4,
	UART_LINE_STATUS = 5,
	UART_SCRATCH = 7,
};

#define UART_LINE_8N1      0x03
#define UART_LINE_DIVISOR  0x80
#define UART_FIFO_RESET    0x07		/* on, both emptied */
#define UART_MODEM_DTR_RTS 0x03
#define UART_STATUS_DATA   0x01
#define UART_STATUS_EMPTY  0x20		/* transmitter takes another byte */
#define UART_DIVISOR       1		/* 115200 baud */

static void uart_write(const struct uart *uart, enum uart_register r, uint8_t v)
{
	cpu_out8((uint16_t)(uart->port + r), v);
}

static uint8_t uart_read(const struct uart *uart, enum uart_register r)
{
	return cpu_in8((uint16_t)(uart->port + r));
}

/* The scratch register holds any byte; an empty bus reads 0xff. */
static bool uart_holds(const struct uart *uart, uint8_t value)
{
	uart_write(uart, UART_SCRATCH, value);
	return uart_read(uart, UART_SCRATCH) == value;
}

bool uart_open(struct uart *uart, uint16_t port)
{
	uart->port = port;
	if (!uart_holds(uart, 0x5a) || !uart_holds(uart, 0xa5)) {
		uart->port = 0;
		return false;
	}
	uart_write(uart, UART_INTERRUPT_ENABLE, 0);
	uart_write(uart, UART_LINE_CONTROL, UART_LINE_DIVISOR);
	uart_write(uart, UART_DATA, UART_DIVISOR);
	uart_write(uart, UART_INTERRUPT_ENABLE, 0);
	uart_write(uart, UART_LINE_CONTROL, UART_LINE_8N1);
	uart_write(uart, UART_FIFO_CONTROL, UART_FIFO_RESET);
	uart_write(uart, UART_MODEM_CONTROL, UART_MODEM_DTR_RTS);
	return true;
}

void uart_put(struct uart *uart, char c)
{
	if (uart->port == 0)
		return;
	for (int i = 0; i < UART_SPINS_MAX; i++) {
		if (uart_read(uart, UART_LINE_STATUS) & UART_STATUS_EMPTY) {
			uart_write(uart, UART_DATA, (uint8_t)c);
			return;
		}
		cpu_pause();
	}
	uart->port = 0;
}

char uart_get(const struct uart *uart)
{
	while (!(uart_read(uart, UART_LINE_STATUS) & UART_STATUS_DATA))
		cpu_pause();
	return (char)uart_read(uart, UART_DATA);
}
