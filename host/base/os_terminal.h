#pragma once
/* os_terminal: the keyboard, while a guest owns it. */
#include <stdbool.h>

/* Standard input as a keyboard: every key at once, unechoed, Ctrl-C too. False,
 * and nothing is changed, if it is no terminal or another job's. */
bool os_terminal_raw(void);
/* As it was before os_terminal_raw; may be called from a signal handler. */
void os_terminal_restore(void);
