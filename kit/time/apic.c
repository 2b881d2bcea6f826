/* apic: see <ingot/apic.h>. Section numbers are those of SDM vol. 3A. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/percpu.h>
#include <ingot/trap.h>

#include "abi/apic.h"
#include "kit/trap/vectors.h"

#define PENDING_TRIES_MAX 1000000
#define MEASURE_NS        10000000ull

static volatile uint32_t *registers; /* NULL: x2APIC */
static uint64_t timer_hz;

PER_CPU(bool, started);

static uint32_t apic_read(enum apic_register which)
{
	if (!registers)
		return (uint32_t)cpu_read_msr(APIC_MSR_REGISTERS + which / 16u);
	return registers[which / sizeof *registers];
}

static void apic_write(enum apic_register which, uint32_t value)
{
	if (!registers)
		cpu_write_msr(APIC_MSR_REGISTERS + which / 16u, value);
	else
		registers[which / sizeof *registers] = value;
}

static void ignore_spurious(struct trap_frame *frame)
{
	(void)frame; /* 11.9: no end of interrupt */
}

/* The first CPU decides for all: they are of one kind. */
static const char *reach_registers(void)
{
	uint64_t base = cpu_read_msr(APIC_MSR_BASE);
	bool has_x2apic = cpu_id(X86_CPUID_FEATURES, 0).ecx & X86_CPUID_1_ECX_X2APIC;
	const char *why;
	void *at;

	if (has_x2apic || base & APIC_BASE_X2APIC || registers)
		return NULL;
	why = area_map_device("local APIC", base & APIC_BASE_ADDRESS, APIC_REGISTERS_SIZE, &at);
	if (!why)
		registers = at;
	return why;
}

/* 11.12.5: x2APIC is entered from the enabled state only. */
static void enable(void)
{
	uint64_t base = cpu_read_msr(APIC_MSR_BASE) | APIC_BASE_ENABLED;

	cpu_write_msr(APIC_MSR_BASE, base);
	if (!registers)
		cpu_write_msr(APIC_MSR_BASE, base | APIC_BASE_X2APIC);
	apic_write(APIC_PRIORITY, 0);
	apic_write(APIC_TIMER, APIC_ENTRY_MASKED);
	apic_write(APIC_PIN0, APIC_ENTRY_MASKED);
	apic_write(APIC_PIN1, APIC_ENTRY_MASKED);
	apic_write(APIC_ERROR, APIC_ENTRY_MASKED);
	apic_write(APIC_DIVIDE, APIC_DIVIDE_BY_16);
	apic_write(APIC_SPURIOUS, APIC_SPURIOUS_ENABLE | VECTOR_SPURIOUS);
}

const char *apic_start(void)
{
	const char *why;

	if (per_cpu(started))
		return NULL;
	if (!(cpu_id(X86_CPUID_FEATURES, 0).edx & X86_CPUID_1_EDX_APIC))
		return "the CPU has no local APIC";
	why = reach_registers();
	if (why)
		return why;
	trap_set_handler(VECTOR_SPURIOUS, ignore_spurious);
	enable();
	per_cpu(started) = true;
	cpu_current()->apic_id = apic_get_id();
	return NULL;
}

bool apic_is_started(void)
{
	return per_cpu(started);
}

uint32_t apic_get_id(void)
{
	if (!per_cpu(started))
		return 0;
	return registers ? apic_read(APIC_ID) >> 24 : apic_read(APIC_ID);
}

void apic_end_interrupt(void)
{
	apic_write(APIC_END, 0);
}

/* 11.6.1. The two halves of the older register belong together. */
static void command(uint32_t apic_id, uint32_t what)
{
	uint64_t rflags;

	if (!registers) {
		/* The MSR's write does not wait for memory written before:
		 * 11.12.3. */
		__asm__ volatile("mfence; lfence" : : : "memory");
		cpu_write_msr(APIC_MSR_COMMAND, (uint64_t)apic_id << 32 | what);
		return;
	}
	rflags = cpu_interrupts_save();
	for (int i = 0; i < PENDING_TRIES_MAX; i++)
		if (!(apic_read(APIC_COMMAND) & APIC_COMMAND_PENDING))
			break;
	apic_write(APIC_COMMAND_TO, apic_id << 24);
	apic_write(APIC_COMMAND, what);
	cpu_interrupts_restore(rflags);
}

void apic_send(uint32_t apic_id, uint8_t vector)
{
	command(apic_id, APIC_COMMAND_ASSERT | vector);
}

void apic_send_nmi(uint32_t apic_id)
{
	command(apic_id, APIC_COMMAND_ASSERT | APIC_COMMAND_NMI);
}

/* Masked, it counts all the same. */
static void measure_timer(void)
{
	uint64_t rflags = cpu_interrupts_save();
	uint64_t begin, end;
	uint32_t left;

	apic_write(APIC_TIMER, APIC_ENTRY_MASKED);
	apic_write(APIC_INITIAL, UINT32_MAX);
	begin = clock_now_ns();
	do {
		end = clock_now_ns();
		left = apic_read(APIC_CURRENT);
	} while (end - begin < MEASURE_NS);
	apic_write(APIC_INITIAL, 0);
	timer_hz = (UINT32_MAX - left) * 1000000000ull / (end - begin);
	cpu_interrupts_restore(rflags);
}

uint64_t apic_get_timer_hz(void)
{
	if (timer_hz == 0)
		measure_timer();
	return timer_hz;
}

void apic_set_timer(uint32_t ticks, uint8_t vector)
{
	apic_write(APIC_TIMER, vector);
	apic_write(APIC_INITIAL, ticks);
}

bool apic_has_tsc_deadline(void)
{
	return cpu_id(X86_CPUID_FEATURES, 0).ecx & X86_CPUID_1_ECX_DEADLINE;
}

void apic_set_tsc_deadline(uint64_t tsc, uint8_t vector)
{
	apic_write(APIC_TIMER, APIC_TIMER_DEADLINE | vector);
	/* 11.5.4.1: the mode before the deadline. */
	__asm__ volatile("mfence" : : : "memory");
	cpu_write_msr(APIC_MSR_DEADLINE, tsc);
}
