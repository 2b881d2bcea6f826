#pragma once
/* os_terminal: the keyboard, while a guest owns it; how wide the screen is. */
#include <stdbool.h>

/* Standard input as a keyboard: every key at once, unechoed, Ctrl-C too. False,
 * and nothing is changed, if it is no terminal or another job's. */
bool os_terminal_raw(void);
/* As it was before os_terminal_raw, without a line that was noted; may be called from a
 * signal handler. */
void os_terminal_restore(void);
/* In a child: what is to be restored is its parent's. */
void os_terminal_forget(void);

/* Before a line without an end is shown on standard error, to be overwritten or cleared. */
void os_terminal_note_line(void);
/* Takes it away, if there is one. */
void os_terminal_clear_line(void);

/* A line between two ends: ends[0] is ours, and ends[1], or path, what another program takes
 * for a serial device. Bytes pass as they are. ends[1] has to stay open: a line that nobody
 * holds is at its end. */
#define OS_LINE_PATH_BYTES 64
bool os_line(int ends[2], char path[OS_LINE_PATH_BYTES]);

#define OS_TERMINAL_COLUMNS_DEFAULT 80
#define OS_TERMINAL_COLUMNS_LEAST   40 /* less is taken for this */
/* How wide a line may be on the terminal behind fd. If it is none, or does not tell:
 * COLUMNS of the environment, or the default. */
int os_terminal_columns(int fd);
/* What the terminal itself tells; 0: it is none, or does not. */
int os_terminal_width(int fd);
