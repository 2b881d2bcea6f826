#pragma once
/* epoch: the moment that everything made has as its date. */
#include <stdbool.h>
#include <stdint.h>

/* SOURCE_DATE_EPOCH, or one moment for all images: 2025-01-01. False, reported, if that
 * is no number. */
bool epoch_read(int64_t *seconds);
