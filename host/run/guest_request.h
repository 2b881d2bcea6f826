#pragma once
/* guest_request: what a user wants to be run, for guest.h and the modules
 * under it. */
#include <stdbool.h>

#include "host/base/os_file.h"

#define GUEST_VERDICTS "{verdicts}"

#define GUEST_MEMORY_MIB_DEFAULT      256
#define GUEST_TEST_TIMEOUT_MS_DEFAULT 30000

/* How the machine starts. */
enum guest_start {
	GUEST_START_BIOS,   /* SeaBIOS reads the disk image */
	GUEST_START_UEFI,   /* OVMF reads the disk image */
	GUEST_START_DIRECT, /* QEMU starts the loader itself (PVH), no disk */
};

struct guest_request {
	enum guest_start start;
	const char *qemu;                  /* path of the program */
	const char *symbolizer;            /* llvm-symbolizer, or NULL */
	const char *image;                 /* raw disk image; never written to; DIRECT: a bundle */
	const char *loader;                /* DIRECT: what QEMU starts with it */
	const struct ovmf *firmware;       /* UEFI: OVMF (host/toolchain/ovmf.h) */
	const char *kernel_elf;            /* with debug information, or NULL */
	struct os_file_facts kernel_facts; /* as it was made; zeros: nobody knows */
	/* No other ingot builds image and kernel anew as long as this descriptor is open.
	 * It is closed, and then -1, when QEMU has opened them. NULL: there is none. */
	int *lock;
	/* The project's own command with "{}" for the image, or NULL: ours. A run
	 * takes it as it is: nothing is added but the arguments. So does a test if it has
	 * GUEST_VERDICTS, the device for COM2; COM1 is its standard output. Else a test
	 * adds Ingot's channels: it must be QEMU, or hand its arguments on to one, and
	 * name no -serial. */
	const char *const *command;
	const char *const *arguments; /* added at the end; NULL ends them; or NULL */
	const char *accel;            /* for QEMU's -accel; NULL: what it does by itself */
	bool nobody_types;            /* the guest is told (abi/fw_cfg.h) */
	bool window;                  /* QEMU shows the screen to somebody */
	int cpus;                     /* 0: one */
	int memory_mib;               /* 0: GUEST_MEMORY_MIB_DEFAULT */
	int timeout_ms;               /* of a run (0: none) or of one test (0: the default) */
	int success_status;           /* of QEMU when the guest succeeded: 33 */
	/* A PNG file for the screen as the guest leaves it, or NULL. The guest then
	 * gets no isa-debug-exit, with which QEMU would end before anyone could
	 * look: it is switched off, or halts for good after a panic. */
	const char *screenshot;
	/* The observer (observe/), which QEMU is to load, or NULL: it tells what was executed
	 * in a file that struct machine holds. By TCG only. */
	const char *observer;
	bool is_full_report; /* of a crash: registers, and frames of the kit */
};
