#pragma once
/* trap_cause: why an exception probably happened. */
#include <ingot/trap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In a few words, or NULL. Context: a trap's, one report at a time. */
const char *trap_guess_cause(const struct trap_frame *frame);

/* Writes what it means that an address cannot be used, if it lies in the guard
 * of an area; else false. Of area.c; weak: without areas, the loader's stack is
 * the only one that is known. */
__attribute__((weak)) bool area_explain_guard(uint64_t address, char *text, size_t size);
