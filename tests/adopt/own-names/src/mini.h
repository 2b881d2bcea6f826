#pragma once
/* What this kernel always had, under names that everybody takes. */
#include <stddef.h>

int printf(const char *format, ...);
int puts(const char *text);
void console_start(void);
void console_write(const char *text, size_t size);
void serial_write(char c);

extern unsigned long copies; /* by its own memcpy */

void page_start(void);
void mapping_start(void);
void *page_alloc(size_t bytes);
void page_free(void *page);

void panic_at(const char *what);
int timer_start(int ticks);

/* areas.c: by the kit. */
void *map_work(size_t size);
