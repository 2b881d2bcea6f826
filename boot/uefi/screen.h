#pragma once
/* screen: what the user of a UEFI machine sees: the firmware's text until boot
 * services end, and the framebuffer (GOP) for the kernel
 * (boot/base/firmware.h). */

/* No text from here on: the firmware's drivers end. */
void screen_end(void);
