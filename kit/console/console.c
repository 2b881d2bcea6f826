/* console: see <ingot/console.h>. */
#include "kit/console/console.h"

#include <runtime.h>

#include "kit/console/framebuffer_screen.h"
#include "kit/console/text_screen.h"
#include "kit/console/uart.h"

static struct console_sink *console_sinks;
static struct uart console_uart;

struct console_sink **console_get_sinks(void)
{
	return &console_sinks;
}

/* In the order of addition. */
void console_add_sink(struct console_sink *sink)
{
	struct console_sink **end = &console_sinks;

	if (!sink->write)
		runtime_panic(NULL, 0, "console_add_sink: the function is NULL");
	while (*end)
		end = &(*end)->next;
	sink->next = NULL;
	*end = sink;
}

void console_write(const char *text, size_t size_bytes)
{
	for (struct console_sink *s = console_sinks; s; s = s->next)
		s->write(text, size_bytes);
}

/* Terminals want both: \n alone moves down without moving left. */
static void serial_write(const char *text, size_t size_bytes)
{
	for (size_t i = 0; i < size_bytes; i++) {
		if (text[i] == '\n')
			uart_put(&console_uart, '\r');
		uart_put(&console_uart, text[i]);
	}
}

static void console_start_serial(void)
{
	static struct console_sink serial = { .write = serial_write };

	if (uart_open(&console_uart, UART_COM1))
		console_add_sink(&serial);
}

void console_start(const struct boot_info *boot)
{
	static struct console_sink text_screen = { .write = text_screen_write };
	static struct console_sink framebuffer = { .write = framebuffer_screen_write };

	if (!boot)
		console_start_serial();
	else if (text_screen_open(boot))
		console_add_sink(&text_screen);
	else if (framebuffer_screen_open(boot))
		console_add_sink(&framebuffer);
}

void console_drain(void)
{
	uart_drain(&console_uart);
}

void runtime_write(int stream, const char *text, size_t size_bytes)
{
	(void)stream; /* one console: stdout and stderr are the same */
	console_write(text, size_bytes);
}
