#include "mini.h"

#include <stdarg.h>

#define LINE "mini: "

void serial_write(char c)
{
	__asm__ volatile("outb %0, %1" : : "a"(c), "Nd"((unsigned short)0x3f8));
}

/* Before it is called nothing is printed. */
static int is_started;

void console_start(void)
{
	is_started = 1;
}

void console_write(const char *text, size_t size)
{
	for (size_t i = 0; i < size && is_started; i++)
		serial_write(text[i]);
}

int puts(const char *text)
{
	size_t size = 0;

	while (text[size])
		size++;
	console_write(LINE, sizeof LINE - 1);
	console_write(text, size);
	console_write("\n", 1);
	return 0;
}

/* %x and %s, all that this kernel needs. */
static size_t add_hex(char *to, unsigned long value)
{
	size_t digits = 1;

	while (digits < 16 && value >> 4 * digits)
		digits++;
	for (size_t i = 0; i < digits; i++)
		to[i] = "0123456789abcdef"[value >> 4 * (digits - 1 - i) & 15];
	return digits;
}

int printf(const char *format, ...)
{
	char line[128];
	size_t size = 0;
	va_list values;

	va_start(values, format);
	for (; *format && size < 100; format++) {
		if (format[0] == '%' && format[1] == 'x') {
			size += add_hex(line + size, va_arg(values, unsigned long));
			format++;
		} else {
			line[size++] = *format;
		}
	}
	va_end(values);
	line[size] = 0;
	return puts(line);
}
