#pragma once
/* console: the kit's half of <ingot/console.h>. */
#include <ingot/console.h>

struct boot_info;

/* Serial at once; the screen if boot (which may be NULL: a hand-over that cannot
 * be trusted) has one. */
void console_start(const struct boot_info *boot);

/* The first one: who writes to each by itself may take one out. */
struct console_sink **console_get_sinks(void);
