#pragma once
/* framebuffer: QEMU's display adapter: what screen.c and main.c know of it. */
#include <stdbool.h>

/* The kernel will have a framebuffer instead of a text screen. */
bool framebuffer_is_chosen(void);

/* Sets the mode that firmware_framebuffer has promised, if any. */
void framebuffer_set(void);
