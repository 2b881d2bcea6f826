#pragma once
/* guestlog: the end of what a guest printed, for when it is needed. */
#include "host/base/text.h"

#define GUESTLOG_BYTES_MAX (64u << 10) /* at least so much of the end is kept */

struct guestlog {
	char *data;
	size_t size, dropped;
};

struct guestlog guestlog_new(struct arena *keep);
void guestlog_clear(struct guestlog *log);
void guestlog_add(struct guestlog *log, const char *data, size_t size);
/* As a terminal can take it, with a note of what is missing. */
char *guestlog_text(const struct guestlog *log, struct arena *keep);
