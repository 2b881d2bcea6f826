#pragma once
/* serial: what guest and host agree on about the serial line.
 *
 * UEFI firmware writes to it too: menus, escape sequences that clear a
 * terminal. The loader then sends one SERIAL_TEXT_BEGIN (ASCII's "start of
 * text", invisible on a terminal) before anything else, and the host shows
 * what comes after it. */
#define SERIAL_TEXT_BEGIN 0x02
