/* test_link: see test_link.h. */
#include "kit/test/test_link.h"

#include <ctype.h>
#include <ingot/console.h>
#include <ingot/test.h>
#include <runtime.h>
#include <stdarg.h>
#include <string.h>

#include "kit/console/uart.h"

static struct uart link_uart;

bool test_link_open(void)
{
	return uart_open(&link_uart, UART_COM2);
}

static void test_link_write(const char *line, size_t length)
{
	if (link_uart.port == 0) {
		console_write(line, length);
		return;
	}
	for (size_t i = 0; i < length; i++)
		uart_put(&link_uart, line[i]);
	/* The machine may end right after it. */
	uart_drain(&link_uart);
}

void test_link_print(const char *format, ...)
{
	char line[TEST_MESSAGE_SIZE_MAX];
	size_t length;
	va_list values;

	va_start(values, format);
	runtime_report_vformat(line, sizeof line - 1, format, values);
	va_end(values);

	length = strlen(line);
	for (size_t i = 0; i < length; i++)
		if (!isprint((unsigned char)line[i]))
			line[i] = '?';
	line[length++] = '\n';
	test_link_write(line, length);
}

void test_link_read(char line[TEST_LINK_LINE_MAX])
{
	size_t length = 0;

	for (;;) {
		char c = uart_get(&link_uart);

		if (c == '\n')
			break;
		if (c != '\r' && length < TEST_LINK_LINE_MAX - 1)
			line[length++] = c;
	}
	line[length] = '\0';
}
