#pragma once
/* What the parts of this kernel know of each other. */
#include <stddef.h>
#include <stdint.h>

/* arch/x86_64/port.S */
void port_write(uint16_t port, uint8_t value);
uint8_t port_read(uint16_t port);

/* drivers/serial.c */
void serial_start(void);
void serial_put(char c);

/* lib/print.c: %s, %d and %x */
void kprint(const char *format, ...);
size_t kformat(char *buffer, size_t size, const char *format, ...);

/* kernel/main.c */
void kmain(uint64_t memory_bytes);
