#pragma once
/* text_screen: the VGA's text mode as a terminal (IBM VGA reference, CRT
 * controller). Takes over where the loader's cursor stood: what is there is
 * read once, and never again. */
#include <stdbool.h>
#include <stddef.h>

struct boot_info;

/* False if there is no text screen, or if it is not mapped. */
bool text_screen_open(const struct boot_info *boot);

/* Only after text_screen_open. */
void text_screen_write(const char *text, size_t size_bytes);
