#pragma once
/* uart: a serial port of the 16550 family, polled (National Semiconductor
 * PC16550D data sheet, chapter 8). Context: any, one CPU at a time. */
#include <stdbool.h>
#include <stdint.h>

#define UART_COM1 0x3f8
#define UART_COM2 0x2f8

/* A transmitter that stays busy for so many reads of its status is stuck: at
 * 1 us a read that is 100 ms, 1000 characters' time. */
#define UART_SPINS_MAX 100000

struct uart {
	uint16_t port;		/* 0: not there, and puts go nowhere */
};

/* 115200 baud, 8N1, FIFOs on, no interrupts. False if no UART answers. */
bool uart_open(struct uart *uart, uint16_t port);

/* A transmitter found stuck is not waited for again. */
void uart_put(struct uart *uart, char c);

/* Waits for a character, for ever. */
char uart_get(const struct uart *uart);
