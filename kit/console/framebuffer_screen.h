#pragma once
/* framebuffer_screen: a terminal on a framebuffer (GOP, VBE), a screen of
 * pixels.
 *
 * Where the loader could not tell the order of the colours, blue is taken for
 * the lowest. The screen is cleared by the first character: a kernel that
 * prints nothing leaves it as it was. Its memory is never read: that is slow. */
#include <stdbool.h>
#include <stddef.h>

struct boot_info;

/* False if there is no framebuffer of 32 bits a pixel, or if it is not mapped. */
bool framebuffer_screen_open(const struct boot_info *boot);

/* Only after framebuffer_screen_open. */
void framebuffer_screen_write(const char *text, size_t size_bytes);
