#pragma once
/* bring_up: all that a machine has, put to work, one part after the other.
 *
 * Each says in a line of the log what it found, or why it is missing; nothing
 * that is missing ends the kernel. Context: the first CPU, once, interrupts
 * off; afterwards they are on. */
struct boot_info;

void bring_up(const struct boot_info *boot);
