#pragma once
/* conf: the loader's configuration file, boot/ingot.conf: what to load.
 *
 * UTF-8 text, lines of key=value ending in LF or CRLF; blank lines and lines
 * that begin with '#' mean nothing:
 *   kernel=boot/kernel	the kernel, a path on the EFI system partition
 *   cmdline=...	its command line: the rest of the line as it stands
 *   module=boot/name	a file to load beside it, repeated, kept in order
 *   crc32=0123cdef	the checksum of the file that the line before names
 * All are optional. What is not understood stops the loader with its line. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi/ingot_conf.h"

struct conf_file {
	const char *path;
	uint32_t crc; /* CRC-32 of its content */
	bool has_crc; /* else it is not looked at */
};

struct conf {
	struct conf_file kernel;
	const char *command_line; /* "" by default */
	struct conf_file modules[CONF_MODULES_MAX];
	size_t module_count;
};

/* Cuts text of `size` bytes into the strings that the result points to; text
 * has room for one more byte. Size 0 gives the defaults. */
void conf_parse(struct conf *conf, char *text, size_t size);
