#pragma once
/* commands: what can be typed; shell.c has the table, shell.h the rules. */
#include <stddef.h>

void command_bench(int count, char *words[]);
void command_cat(int count, char *words[]);
void command_counters(int count, char *words[]);
void command_cpus(int count, char *words[]);
void command_fault(int count, char *words[]);
void command_help(int count, char *words[]);
void command_irq(int count, char *words[]);
void command_locks(int count, char *words[]);
void command_log(int count, char *words[]);
void command_ls(int count, char *words[]);
void command_map(int count, char *words[]);
void command_mem(int count, char *words[]);
void command_off(int count, char *words[]);
void command_panic(int count, char *words[]);
void command_pci(int count, char *words[]);
void command_reboot(int count, char *words[]);
void command_time(int count, char *words[]);

/* Candidates, for the shell. */
const char *fault_get_kind(size_t index);
