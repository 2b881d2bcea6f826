#pragma once
/* console: where the kernel's words go; printf ends here.
 *
 * Text is bytes with \n, \r, \t, \b and \a (which a screen passes over). It
 * goes to every sink in turn: COM1 (115200 baud, 8N1, if a UART is there) and
 * the screen, VGA text or a framebuffer of 32 bits a pixel (if the loader left
 * one and physical memory is mapped; screen.h has colours and scrollback). A
 * kernel may add its own.
 * Context: any, interrupts included; one CPU at a time. Never fails, never
 * waits for ever: a UART that is stuck is skipped after UART_WAIT_CYCLES_MAX. */
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct console_sink {
	void (*write)(const char *text, size_t size_bytes);
	struct console_sink *next; /* the console's */
};

/* The sink stays the console's for ever: it must be static, and have a function. */
void console_add_sink(struct console_sink *sink);

void console_write(const char *text, size_t size_bytes);

/* Waits until the last character has left the machine: it is about to end. */
void console_drain(void);

#ifdef __cplusplus
}
#endif
