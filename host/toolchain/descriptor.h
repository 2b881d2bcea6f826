#pragma once
/* descriptor: JSON files that describe firmware for QEMU (QEMU's
 * docs/interop/firmware.json): where it lies, on which machines it runs, and what it
 * demands of them.
 *
 * They are other people's files. One that is damaged, or says what is not known here,
 * is passed over, which -vv tells. */
#include <stdbool.h>

#include "host/base/text.h"

enum firmware_mapping {
	FIRMWARE_SPLIT,    /* flash memory: code, and variables of their own */
	FIRMWARE_COMBINED, /* flash memory: both in one file */
	FIRMWARE_MEMORY,   /* as QEMU takes a BIOS */
};

struct descriptor {
	const char *path;
	enum firmware_mapping mapping;
	const char *code, *code_format;           /* "raw", "qcow2" */
	const char *variables, *variables_format; /* what they begin as; NULL: not said */
	bool has_keys;                            /* Secure Boot is on */
	bool needs_smm;
	bool is_confidential; /* for machines that the host cannot look into */
	const char *targets;  /* JSON, for descriptor_fits */
};

/* What lies in the share directory that belongs to a QEMU, links followed: of
 * PREFIX/bin/qemu-system-x86_64 it is PREFIX/share/NAME. NULL without a QEMU. */
const char *descriptor_share(struct arena *keep, const char *qemu, const char *name);

/* All that this QEMU's user has, the one to be asked first at the beginning: those of
 * QEMU's own share directory (qemu: its path, or NULL), /usr/share, /etc, and the user's
 * own, by name; the later directory's file hides one of the same name, an empty file
 * too. system_root stands before the system's directories. */
void descriptor_list(struct arena *keep, const char *system_root, const char *qemu,
                     struct text_list *paths);

/* False if the file describes no UEFI firmware for x86_64 that is there; *why is the
 * reason. system_root stands before the names in it. */
bool descriptor_read(struct arena *keep, const char *path, const char *system_root,
                     struct descriptor *descriptor, const char **why);

/* Whether the firmware runs on a machine of QEMU's: "pc-i440fx-7.2", no alias. */
bool descriptor_fits(struct arena scratch, const struct descriptor *descriptor,
                     const char *machine);
