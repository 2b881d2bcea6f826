#pragma once
/* format: what the wprintf family has in common, C17 7.29.2.1.
 *
 * The format is read here; numbers are written by the functions of stdio/format.h, and
 * widened. Included by: core/wide. */

#include <stdarg.h>

#include "sink.h"

void rt_wide_print(struct wide_sink *sink, const wchar_t *format, va_list values);
