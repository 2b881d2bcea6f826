#pragma once
/* idt: the interrupt descriptor table (IDT), one for all CPUs. */

/* Fills and loads it, and masks the interrupt controllers. After segments. */
void idt_start(void);

/* Loads it on another CPU. */
void idt_start_cpu(void);
