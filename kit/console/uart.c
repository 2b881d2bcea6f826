/* uart: see uart.h. */
#include "kit/console/uart.h"

#include <ingot/cpu.h>

static void uart_write(const struct uart *uart, unsigned r, uint8_t v)
{
	cpu_out8((uint16_t)(uart->port + r), v);
}

static uint8_t uart_read(const struct uart *uart, unsigned r)
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
	uart_write(uart, UART_FIFO_CONTROL, UART_FIFO_ON);
	uart_write(uart, UART_MODEM_CONTROL, UART_MODEM_DTR_RTS);
	return true;
}

/* False, and never again, if the transmitter is stuck or not there. */
static bool wait_for(struct uart *uart, uint8_t status)
{
	if (uart->port == 0)
		return false;
	if (uart_read(uart, UART_LINE_STATUS) & status)
		return true;
	for (uint64_t start = cpu_read_tsc(); cpu_read_tsc() - start < UART_WAIT_CYCLES_MAX;) {
		if (uart_read(uart, UART_LINE_STATUS) & status)
			return true;
		cpu_pause();
	}
	uart->port = 0;
	return false;
}

void uart_put(struct uart *uart, char c)
{
	if (wait_for(uart, UART_STATUS_ROOM))
		uart_write(uart, UART_DATA, (uint8_t)c);
}

void uart_drain(struct uart *uart)
{
	wait_for(uart, UART_STATUS_IDLE);
}

char uart_get(const struct uart *uart)
{
	while (!(uart_read(uart, UART_LINE_STATUS) & UART_STATUS_DATA))
		cpu_pause();
	return (char)uart_read(uart, UART_DATA);
}
