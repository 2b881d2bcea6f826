#pragma once
/* console: the loader's words, on COM1 (a 16550 UART) if there is one and on
 * the screen.
 *
 * The loader is silent unless it refuses: a kernel finds an untouched line. */
#include <stdint.h>

/* Once, before anything is written. */
void console_start(void);

/* Tells who reads the serial line that the firmware's own words end here
 * (abi/serial.h). Where the firmware writes none, there is no need to. */
void console_begin_text(void);

void console_put(char c);
/* Until the last character has left: before the machine may end. */
void console_drain(void);
void console_write(const char *string);
void console_write_decimal(uint64_t number);
void console_write_hex(uint64_t number); /* with 0x, no leading zeros */
