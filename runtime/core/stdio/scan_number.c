/* Numbers for the scanf and wscanf families, C17 7.21.6.2. An item is the longest run of
 * characters that could begin what the conversion reads; if it is no whole one, as 0x or
 * 1e+, the match fails there. Integers out of range are the nearest one of 64 bits,
 * cut to their type. A conversion that assigns nothing does not count as
 * completed, as in other libraries: input that ends after it gives EOF. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/long_double.h"
#include "scan.h"

static enum scan_length length_of_size(size_t size)
{
	return size == sizeof(int) ? SCAN_INT : size == sizeof(long) ? SCAN_LONG : SCAN_LONG_LONG;
}

size_t rt_scan_read_length(const char text[2], enum scan_length *length)
{
	bool is_double = text[0] != '\0' && text[1] == text[0];

	*length = SCAN_INT;
	switch (text[0]) {
	case 'h': *length = is_double ? SCAN_CHAR : SCAN_SHORT; return is_double ? 2 : 1;
	case 'l': *length = is_double ? SCAN_LONG_LONG : SCAN_LONG; return is_double ? 2 : 1;
	case 'L': *length = SCAN_LONG_LONG; return 1;
	case 'j': *length = length_of_size(sizeof(intmax_t)); return 1;
	case 'z': *length = length_of_size(sizeof(size_t)); return 1;
	case 't': *length = length_of_size(sizeof(ptrdiff_t)); return 1;
	default:  return 0;
	}
}

static void store_integer(struct scan *scan, enum scan_length length, unsigned long long value)
{
	switch (length) {
	case SCAN_CHAR:  *va_arg(scan->values, unsigned char *) = (unsigned char)value; break;
	case SCAN_SHORT: *va_arg(scan->values, unsigned short *) = (unsigned short)value; break;
	case SCAN_INT:   *va_arg(scan->values, unsigned *) = (unsigned)value; break;
	case SCAN_LONG:  *va_arg(scan->values, unsigned long *) = (unsigned long)value; break;
	default:         *va_arg(scan->values, unsigned long long *) = value; break;
	}
}

static int base_of(char conversion)
{
	switch (conversion) {
	case 'o': return 8;
	case 'x':
	case 'X':
	case 'p': return 16;
	case 'i': return 0;
	default:  return 10;
	}
}

static enum scan_outcome scan_integer(struct scan *scan, const struct scan_item *item)
{
	bool is_signed = item->conversion == 'd' || item->conversion == 'i';
	unsigned long long value;

	if (!rt_scan_integer(scan->in, item->width, base_of(item->conversion), is_signed, &value))
		return SCAN_NO_MATCH;
	if (item->suppress)
		return SCAN_GO_ON;
	scan->assigned++;
	if (item->conversion == 'p')
		*va_arg(scan->values, void **) = (void *)(uintptr_t)value;
	else
		store_integer(scan, item->length, value);
	return SCAN_GO_ON;
}

static enum scan_outcome scan_float(struct scan *scan, const struct scan_item *item)
{
	char copy[SCAN_FLOAT_MAX + 1];
	const char *text = scan->in->at;

	if (!rt_scan_float(scan->in, item->width, copy))
		return SCAN_NO_MATCH;
	/* on its own, as strtod might read beyond its width */
	if (*copy != '\0')
		text = copy;
	if (!text)
		return SCAN_NO_MATCH; /* too long to be kept */
	if (item->suppress)
		return SCAN_GO_ON;
	scan->assigned++;
	if (item->length == SCAN_INT)
		*va_arg(scan->values, float *) = strtof(text, NULL);
	else if (item->length == SCAN_LONG_LONG)
		*va_arg(scan->values, long_double_t *) = strtod(text, NULL);
	else
		*va_arg(scan->values, double *) = strtod(text, NULL);
	return SCAN_GO_ON;
}

enum scan_outcome rt_scan_number(struct scan *scan, const struct scan_item *item)
{
	switch (item->conversion) {
	case 'd':
	case 'i':
	case 'u':
	case 'o':
	case 'x':
	case 'X':
	case 'p': return scan_integer(scan, item);
	case 'a':
	case 'e':
	case 'f':
	case 'g':
	case 'A':
	case 'E':
	case 'F':
	case 'G': return scan_float(scan, item);
	default:  return SCAN_NO_MATCH;
	}
}

void rt_scan_store_taken(struct scan *scan, const struct scan_item *item)
{
	if (!item->suppress)
		store_integer(scan, item->length, scan->in->taken);
}

int rt_scan_result(const struct scan *scan, enum scan_outcome outcome)
{
	return outcome == SCAN_NO_INPUT && scan->assigned == 0 ? EOF : scan->assigned;
}
