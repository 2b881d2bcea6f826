/* note: what the loader wants to see of a kernel that has no ENTRY_POINT. */
#include <ingot/boot_note.h>

BOOT_NOTE
