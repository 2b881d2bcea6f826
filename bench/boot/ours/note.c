/* note: what the loader wants to see of a kernel that has no ENTRY_POINT. */
#include <ingot/boot.h>

BOOT_NOTE(bench_note, BOOT_NOTE_ABI, struct boot_abi) = BOOT_NOTE_OF(bench_note, BOOT_NOTE_ABI,
                                                                     BOOT_INFO_VERSION,
                                                                     sizeof(struct boot_info));
