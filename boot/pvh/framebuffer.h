#pragma once
/* framebuffer: what screen.c and main.c know of framebuffer.c. */
#include <stdbool.h>

/* The kernel will have a framebuffer instead of a text screen. */
bool framebuffer_is_chosen(void);

/* Sets the mode that firmware_framebuffer has promised, if any. */
void framebuffer_set(void);
