#pragma once
/* postmortem: why a machine was reset, or where it hangs.
 *
 * Written in the shape of the kit's own crash reports, so that report.h adds
 * the symbols. Nothing is asked of the kernel: QEMU keeps the registers of the
 * instruction that brought the processor to its triple fault. */
#include "host/run/machine.h"
#include "host/run/registers.h"

#define POSTMORTEM_FRAMES_MAX 16

enum postmortem_kind {
	POSTMORTEM_NONE,		/* nothing is to be examined */
	POSTMORTEM_RESET,
	POSTMORTEM_HANG,
	POSTMORTEM_STOP,		/* QEMU has said why it stands still */
};

/* What the end of a machine leaves to be examined. */
enum postmortem_kind postmortem_of(enum machine_end end);


/* Around RIP: did an OUT instruction reset the machine? */
#define POSTMORTEM_CODE_BEFORE 2
struct postmortem_code {
	bool readable;
	uint8_t before[POSTMORTEM_CODE_BEFORE], at;
};

/* A sentence without a full stop; NULL: there is nothing to guess. */
const char *postmortem_cause(const struct registers *registers, enum postmortem_kind kind,
                             const struct postmortem_code *code);
/* Adds cause, registers and backtrace to `out`, nothing if QEMU does not tell.
 * The machine is stopped for it. `out` must not grow in `scratch`. */
void postmortem_write(struct machine *machine, enum postmortem_kind kind, struct buffer *out,
                      struct arena scratch);
