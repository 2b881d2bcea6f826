#pragma once
/* apic: registers of the local APIC (Intel SDM volume 3A, chapter 11). */
#include "x86.h"

#define APIC_MSR_BASE     0x1b /* 11.4.4 */
#define APIC_BASE_ADDRESS X86_PAGE_ADDRESS
#define APIC_BASE_X2APIC  0x400
#define APIC_BASE_ENABLED 0x800

/* Bytes from the base address (11.4.1). As an x2APIC: MSR APIC_MSR_REGISTERS +
 * register / 16, and both halves of the command in one (11.12.1). */
enum apic_register {
	APIC_ID = 0x20,
	APIC_PRIORITY = 0x80,
	APIC_END = 0xb0,
	APIC_SPURIOUS = 0xf0,
	APIC_COMMAND = 0x300,
	APIC_COMMAND_TO = 0x310,
	APIC_TIMER = 0x320,
	APIC_THERMAL = 0x330,
	APIC_COUNTERS = 0x340,
	APIC_PIN0 = 0x350,
	APIC_PIN1 = 0x360,
	APIC_ERROR = 0x370,
	APIC_INITIAL = 0x380,
	APIC_CURRENT = 0x390,
	APIC_DIVIDE = 0x3e0,
};
#define APIC_REGISTERS_SIZE 0x1000
#define APIC_MSR_REGISTERS  0x800
#define APIC_MSR_COMMAND    (APIC_MSR_REGISTERS + APIC_COMMAND / 16)
#define APIC_MSR_DEADLINE   0x6e0 /* 11.5.4.1 */

#define APIC_SPURIOUS_ENABLE 0x100

/* Of the command: 11.6.1. APIC_COMMAND_TO has the CPU in its highest byte. */
#define APIC_COMMAND_NMI     0x400
#define APIC_COMMAND_INIT    0x500
#define APIC_COMMAND_STARTUP 0x600 /* plus the number of the page */
#define APIC_COMMAND_PENDING 0x1000
#define APIC_COMMAND_ASSERT  0x4000

/* Of entries for local interrupts (11.5.1), and of an I/O APIC's. */
#define APIC_ENTRY_MASKED   0x10000
#define APIC_TIMER_DEADLINE 0x40000
#define APIC_DIVIDE_BY_16   0x3
