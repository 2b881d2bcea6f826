#pragma once
/* postmortem: why a machine was reset, or where it hangs.
 *
 * Written in the shape of the kit's own crash reports, so that report.h adds
 * the symbols. Nothing is asked of the kernel: QEMU keeps the registers of the
 * instruction that brought the processor to its triple fault. */
#include "host/run/machine.h"

#define POSTMORTEM_FRAMES_MAX 16

enum postmortem_kind {
	POSTMORTEM_NONE, /* nothing is to be examined */
	POSTMORTEM_RESET,
	POSTMORTEM_HANG,
	POSTMORTEM_STOP, /* QEMU has said why it stands still */
};

/* What the end of a machine leaves to be examined. */
enum postmortem_kind postmortem_of(enum machine_end end);

/* Adds cause, registers and backtrace to `out`, nothing if QEMU does not tell.
 * The machine is stopped for it. `out` must not grow in `scratch`. */
void postmortem_write(struct machine *machine, enum postmortem_kind kind, struct buffer *out,
                      struct arena scratch);
