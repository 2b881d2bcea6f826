#pragma once
/* serial: a 16550 serial port (UART), buffered in both directions (National
 * Semiconductor PC16550D data sheet, chapter 8).
 *
 *	static struct serial port;
 *	why = serial_open(&port, SERIAL_COM1);
 *	if (why == NULL)
 *		why = irq_register(irq_get_isa_gsi(SERIAL_COM1_IRQ), IRQ_ISA,
 *		                   serial_interrupt, &port);
 *	if (why == NULL)
 *		serial_use_interrupts(&port);
 *
 * Without interrupts every call below polls the port. Only serial_flush waits. Bytes
 * that arrive while the receive buffer is full are dropped and counted.
 * COM1 can be shared with the console: its output is interleaved with what is
 * written here. In a test build the test runner uses COM2.
 * Context: any CPU, in interrupt handlers, but not in NMI handlers; concurrent calls
 * are safe. The structure must be static; its fields are private. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"
#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SERIAL_COM1     0x3f8
#define SERIAL_COM2     0x2f8
#define SERIAL_COM1_IRQ 4 /* of the ISA bus */
#define SERIAL_COM2_IRQ 3

#define SERIAL_RECEIVE_MAX  1024 /* bytes of each buffer: powers of two */
#define SERIAL_TRANSMIT_MAX 4096

struct serial_counts {
	uint64_t received, sent;
	uint64_t dropped; /* the receive buffer was full */
	uint64_t overrun; /* the FIFO of the UART was full */
	uint64_t damaged; /* parity, framing, or a break */
};

struct serial {
	uint16_t port; /* 0 = not open, or failed */
	bool uses_interrupts, lock;
	unsigned fifo_size;                  /* 16, or 1 if the FIFO does not work */
	uint32_t receive_first, receive_end; /* counts, not wrapped */
	uint32_t transmit_first, transmit_end;
	struct serial_counts counts;
	uint8_t receive[SERIAL_RECEIVE_MAX];
	uint8_t transmit[SERIAL_TRANSMIT_MAX];
};

/* 115200 baud, 8N1, no interrupts; bytes already received are kept. Waits until
 * output of the console is transmitted. If no UART responds, *serial stays closed. */
MUST_CHECK const char *serial_open(struct serial *serial, uint16_t port) KIT_NAME(serial_open);

/* Enables interrupts of the port. No effect if it is not open. */
void serial_use_interrupts(struct serial *serial) KIT_NAME(serial_use_interrupts);

/* The handler for irq_register (irq.h), with the struct serial as context. Safe to
 * call at any time. */
void serial_interrupt(void *context) KIT_NAME(serial_interrupt);

/* Reads at most size_bytes received bytes; 0 = none. */
size_t serial_read(struct serial *serial, char *to, size_t size_bytes) KIT_NAME(serial_read);

/* Returns the number of bytes accepted: less than size_bytes if the buffer is full, 0
 * if the port is not open. Bytes are sent unchanged. */
size_t serial_write(struct serial *serial, const char *text, size_t size_bytes)
	KIT_NAME(serial_write);

/* Waits until all bytes are sent. If the port is closed, or transmits nothing for
 * SERIAL_STUCK_CYCLES, the rest is discarded. */
MUST_CHECK const char *serial_flush(struct serial *serial) KIT_NAME(serial_flush);
#define SERIAL_STUCK_CYCLES (16ull << 30) /* some seconds */

struct serial_counts serial_get_counts(struct serial *serial) KIT_NAME(serial_get_counts);

#ifdef __cplusplus
}
#endif
