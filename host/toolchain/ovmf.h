#pragma once
/* ovmf: the UEFI firmware for QEMU: which file, and how QEMU takes it. */
#include <stdbool.h>

#include "host/toolchain/descriptor.h"

struct ovmf {
	const char *code, *code_format;           /* "raw", "qcow2" */
	const char *variables, *variables_format; /* NULL: it does without */
	const char *descriptor;                   /* the file that said so, or NULL */
	enum firmware_mapping mapping;
	bool needs_q35; /* the machine; else pc will do */
	bool needs_smm; /* and flash memory that only SMM writes to */
};

/* The file that OVMF names, else what the host's descriptors describe, else the first
 * of known places that is there (needs.def), for systems without descriptors.
 *
 * Of descriptors the first is taken that runs on "pc"; else on "q35"; else there with
 * SMM: never one whose keys are enrolled, which starts signed loaders only. OVMF may
 * name any of these: the descriptor, or the file that it describes.
 *
 * system_root stands before all these places; "" is this system. qemu, or NULL: the
 * program, for its own share directory and the names of its machines.
 * False: none; *problem says what is wrong with OVMF, or is NULL. */
bool ovmf_find(struct arena *keep, const char *system_root, const char *qemu, struct ovmf *ovmf,
               const char **problem);
/* As ovmf_find in this system; NULL, reported, if there is none. */
const struct ovmf *ovmf_need(struct arena *keep, const char *qemu);
