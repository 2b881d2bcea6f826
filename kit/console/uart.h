#pragma once
/* uart: a serial port of the 16550 family, polled (National Semiconductor
 * PC16550D data sheet, chapter 8). Context: any, one CPU at a time. */
#include <stdbool.h>
#include <stdint.h>

#include "abi/uart.h"

struct uart {
	uint16_t port; /* 0: not there, and puts go nowhere */
};

/* 115200 baud, 8N1, FIFOs on, no interrupts; what has arrived stays to be read.
 * False if no UART answers. */
bool uart_open(struct uart *uart, uint16_t port);

/* A transmitter found stuck is not waited for again. */
void uart_put(struct uart *uart, char c);

/* Until the last character has left: before the machine is switched off. */
void uart_drain(struct uart *uart);

/* Waits for a character, for ever. */
char uart_get(const struct uart *uart);
