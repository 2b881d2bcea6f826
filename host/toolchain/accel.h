#pragma once
/* accel: what executes the guest's code: QEMU itself (TCG), or an accelerator of the
 * host's.
 *
 * An accelerator that is there may still be no good: in a virtual machine inside
 * another, real mode can take a thousand times longer. So one is taken by itself only
 * when a small guest (accel_guest.S) ran there faster than by TCG. That is
 * tried once, for two seconds at most, and remembered in the cache as long as QEMU,
 * the host's kernel since it was started, its processor, and the way the device answers
 * are the same. */
#include "host/base/words.h"

enum accel { ACCEL_UNSAID, ACCEL_AUTO, ACCEL_TCG, ACCEL_KVM, ACCEL_HVF, ACCEL_WHPX };

/* Each by its name, and auto. */
extern const struct word accel_words[];
/* INGOT_ACCEL. False, reported, if it names none. */
bool accel_from_environment(enum accel *accel);

/* What this QEMU is to take if it was asked for `wanted`: for AUTO what is fast here,
 * else that one, if this host has it; *why tells of TCG why it was chosen by AUTO. False,
 * reported: it has not. */
bool accel_choose(struct arena *keep, const char *qemu, enum accel wanted, enum accel *taken,
                  const char **why);
/* "/dev/kvm"; a test may have another. */
extern const char *accel_kvm_device;

/* For QEMU's -accel; NULL where that is what it takes by itself. */
const char *accel_argument(enum accel accel, const char *qemu);
/* Whether QEMU's arguments say it themselves, or want what only TCG can. */
bool accel_is_named(const char *const *arguments);
