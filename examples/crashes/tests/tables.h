#pragma once
/* tables: the processor's tables as the tests of exceptions want them: a
 * descriptor table with segments that the kit has not, a copy of the interrupt
 * table that can be damaged, pages that are anybody's. */
#include <stdint.h>

/* Selectors of tables_load_segments; code and data are where the kit has them. */
#define ABSENT_DATA 0x28
#define CODE32      0x30
#define USER_DATA   0x3b /* with the ring */
#define USER_CODE   0x43
#define SHORT_TASK  0x48

void tables_load_segments(void);

/* The CPU's interrupt table becomes a copy: two words for each vector. */
uint64_t *tables_load_interrupts(uint16_t size_bytes);

/* The entry point of a vector, and the stack on which ring 3 arrives in ring 0. */
uint64_t tables_get_gate(unsigned vector);
void tables_set_ring_stack(uint64_t top);

/* A new page at address, with this code at its beginning. */
void tables_map_code(uint64_t address, const void *code, uint64_t size_bytes);

/* These bits are set in the page's own entry, or in all that lead to it. */
void tables_set_entry_bits(uint64_t address, uint64_t bits);
void tables_set_path_bits(uint64_t address, uint64_t bits);
