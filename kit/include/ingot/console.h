#pragma once
/* console: kernel output; printf writes here.
 *
 * Text may contain \n, \r, \t, \b and \a (which the screen ignores). It goes to every
 * sink in turn: COM1 (115200 baud, 8N1, if there is a UART) and the screen, VGA text
 * or a framebuffer with 32 bits per pixel (if the loader provides one and physical
 * memory is mapped; screen.h adds colours, UTF-8 and scrollback). A kernel can add
 * its own.
 * Context: any, interrupts included; one CPU at a time. Never fails; a UART that does
 * not transmit for UART_WAIT_CYCLES_MAX is not used again. */
#include <stddef.h>

#include "names.h"

#ifdef __cplusplus
extern "C" {
#endif

struct console_sink {
	void (*write)(const char *text, size_t size_bytes);
	struct console_sink *next; /* private */
};

/* The sink is never removed: it must be static, and write must not be NULL. */
void console_add_sink(struct console_sink *sink) KIT_NAME(console_add_sink);

void console_write(const char *text, size_t size_bytes) KIT_NAME(console_write);

/* Waits until the UART has transmitted everything: before the machine ends. */
void console_drain(void) KIT_NAME(console_drain);

#ifdef __cplusplus
}
#endif
