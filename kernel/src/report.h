#pragma once
/* report: the machine in words, one subject a function, on the console. */
struct boot_info;

void report_cpu(void);
void report_memory_map(const struct boot_info *boot);
void report_heap(void);
void report_floating_point(void);
void report_boot_time(const struct boot_info *boot);
