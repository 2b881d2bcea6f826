#pragma once
/* bring_up: initializes all parts of the machine, one after the other.
 *
 * Each part logs a line: what was found, or why it is missing. The kernel goes on
 * without what is missing. Context: the first CPU, once, interrupts
 * off; afterwards they are on. */
struct boot_info;

void bring_up(const struct boot_info *boot);
