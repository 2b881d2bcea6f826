#include <os/kernel.h>
#include <stdarg.h>

struct sink {
	char *buffer; /* NULL: the serial line */
	size_t size, used;
};

static void put(struct sink *sink, char c)
{
	if (!sink->buffer)
		serial_put(c);
	else if (sink->used + 1 < sink->size)
		sink->buffer[sink->used] = c;
	sink->used++;
}

static void put_text(struct sink *sink, const char *text)
{
	while (*text)
		put(sink, *text++);
}

static void put_number(struct sink *sink, uint64_t value, unsigned base)
{
	char digits[21];
	size_t i = sizeof digits - 1;

	digits[i] = '\0';
	do {
		digits[--i] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	put_text(sink, &digits[i]);
}

static void put_format(struct sink *sink, const char *format, va_list values)
{
	for (; *format; format++) {
		if (*format != '%') {
			put(sink, *format);
			continue;
		}
		switch (*++format) {
		case 's': put_text(sink, va_arg(values, const char *)); break;
		case 'd': put_number(sink, va_arg(values, uint64_t), 10); break;
		case 'x': put_number(sink, va_arg(values, uint64_t), 16); break;
		default:  put(sink, *format);
		}
	}
}

void kprint(const char *format, ...)
{
	struct sink sink = { 0 };
	va_list values;

	va_start(values, format);
	put_format(&sink, format, values);
	va_end(values);
}

size_t kformat(char *buffer, size_t size, const char *format, ...)
{
	struct sink sink = { buffer, size, 0 };
	va_list values;

	va_start(values, format);
	put_format(&sink, format, values);
	va_end(values);
	buffer[sink.used < size ? sink.used : size - 1] = '\0';
	return sink.used;
}
