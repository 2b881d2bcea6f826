#pragma once
/* serial: a 16550 serial port (UART) with rings before and behind it (National
 * Semiconductor PC16550D data sheet, chapter 8).
 *
 *	static struct serial port;
 *	why = serial_open(&port, SERIAL_COM1);
 *	if (why == NULL)
 *		why = irq_register(irq_get_isa(SERIAL_COM1_IRQ), IRQ_ISA,
 *		                   serial_interrupt, &port);
 *	if (why == NULL)
 *		serial_use_interrupts(&port);
 *
 * Without interrupts the port is polled: every call below looks at it.
 * Nothing here waits but serial_flush. What arrives while the receive ring is
 * full is dropped and counted.
 * COM1 may be the console's as well: what the console prints goes between what
 * is written here. COM2 is the test runner's in a test build.
 * Context: any CPU, interrupts included, but not an NMI; several at once. The
 * structure is the caller's, must be static, and is this module's inside. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reason.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SERIAL_COM1     0x3f8
#define SERIAL_COM2     0x2f8
#define SERIAL_COM1_IRQ 4 /* of the ISA bus */
#define SERIAL_COM2_IRQ 3

#define SERIAL_RECEIVE_MAX  1024 /* bytes in each ring: powers of two */
#define SERIAL_TRANSMIT_MAX 4096

struct serial_counts {
	uint64_t received, sent;
	uint64_t dropped; /* the receive ring was full */
	uint64_t overrun; /* the port's own FIFO was */
	uint64_t damaged; /* parity, framing, or a break */
};

struct serial {
	uint16_t port; /* 0 = not open, or gone */
	bool uses_interrupts, lock;
	unsigned fifo_size;                  /* 16, or 1 if the FIFO does not work */
	uint32_t receive_first, receive_end; /* counts, not wrapped */
	uint32_t transmit_first, transmit_end;
	struct serial_counts counts;
	uint8_t receive[SERIAL_RECEIVE_MAX];
	uint8_t transmit[SERIAL_TRANSMIT_MAX];
};

/* 115200 baud, 8N1, no interrupts; what has arrived stays to be read. Waits for what
 * the console has not sent yet. If no UART answers, *serial is a port that is not
 * open. */
MUST_CHECK const char *serial_open(struct serial *serial, uint16_t port);

/* From now on the port interrupts. Does nothing to a port that is not open. */
void serial_use_interrupts(struct serial *serial);

/* A handler for irq_register (irq.h), the context being the struct serial;
 * harmless at any other time. */
void serial_interrupt(void *context);

/* What has arrived, at most size_bytes of it; 0 = nothing. */
size_t serial_read(struct serial *serial, char *to, size_t size_bytes);

/* How much of it was taken: less than size_bytes if the ring is full, nothing
 * if the port is not open. Bytes go out as they are. */
size_t serial_write(struct serial *serial, const char *text, size_t size_bytes);

/* Until all is sent. If the port is gone or does not send a byte for
 * SERIAL_STUCK_CYCLES, the rest is thrown away. */
MUST_CHECK const char *serial_flush(struct serial *serial);
#define SERIAL_STUCK_CYCLES (16ull << 30) /* some seconds */

struct serial_counts serial_get_counts(struct serial *serial);

#ifdef __cplusplus
}
#endif
