#pragma once
/* vectors: who uses which interrupt vector of the IDT. 0..31 are exceptions,
 * 0x20..0x2f the masked 8259s (trap.h). A local APIC serves higher vectors
 * first. */
#define VECTOR_IRQ_FIRST 0x30
#define VECTOR_IRQ_LAST  0xef /* devices: irq.c */
#define VECTOR_CALL      0xfb /* smp.c */
#define VECTOR_TIMER     0xfd /* timer.c */
#define VECTOR_SPURIOUS  0xff /* apic.c; the low 4 bits must be set */
