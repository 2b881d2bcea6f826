#pragma once
/* note: what a kernel says of itself, in its ELF notes (abi/boot_config.h).
 *
 * note_check makes every default explicit, so that nobody after it asks what
 * zero means. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/boot_config.h"

struct note_requests {
	bool has_abi, has_config;
	struct boot_abi abi;
	struct boot_config config;
	size_t config_size_bytes; /* of the note, before defaults */
};

/* Takes what it knows from the bytes of one PT_NOTE segment; notes of other
 * names are passed over. Call once for each segment, on zeroed requests. */
void note_read(struct note_requests *requests, const uint8_t *bytes, size_t size);

/* Refuses versions and values that are not known; fills in the defaults. */
void note_check(struct note_requests *requests);
