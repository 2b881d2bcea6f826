#pragma once
/* cleaning: what Ctrl-C waits for before it removes what is unfinished. */

/* From here on nobody gets past os_signals_hold: of who ends the program. */
void cleaning_begin(void);
