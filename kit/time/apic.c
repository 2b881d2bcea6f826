/* apic: see <ingot/apic.h>. Section numbers are those of SDM vol. 3A. */
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/percpu.h>
#include <ingot/trap.h>

#include "kit/trap/vectors.h"

#define MSR_BASE       0x1b		/* 11.4.4 */
#define BASE_ADDRESS   0x000ffffffffff000ull
#define BASE_X2APIC    0x400
#define BASE_ENABLED   0x800
#define MSR_REGISTERS  0x800		/* 11.12.1: register / 16 from here on */
#define MSR_DEADLINE   0x6e0
#define REGISTERS_SIZE 0x1000

#define CPUID_1_EDX_APIC     0x00000200
#define CPUID_1_ECX_X2APIC   0x00200000
#define CPUID_1_ECX_DEADLINE 0x01000000

enum apic_register {			/* 11.4.1 */
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

#define SPURIOUS_ENABLE   0x100
#define COMMAND_NMI       0x400
#define COMMAND_ASSERT    0x4000
#define COMMAND_PENDING   0x1000
#define PENDING_TRIES_MAX 1000000
#define ENTRY_MASKED      0x10000
#define TIMER_DEADLINE    0x40000
#define DIVIDE_BY_16      0x3
#define MEASURE_NS        10000000ull

static volatile uint32_t *registers;	/* NULL: x2APIC */
static uint64_t timer_hz;

PER_CPU(bool, started);

static uint32_t apic_read(enum apic_register which)
{
	if (registers == NULL)
		return (uint32_t)cpu_read_msr(MSR_REGISTERS + which / 16u);
	return registers[which / sizeof(*registers)];
}

static void apic_write(enum apic_register which, uint32_t value)
{
	if (registers == NULL)
		cpu_write_msr(MSR_REGISTERS + which / 16u, value);
	else
		registers[which / sizeof(*registers)] = value;
}

static void ignore_spurious(struct trap_frame *frame)
{
	(void)frame;		/* 11.9: no end of interrupt */
}

/* The first CPU decides for all: they are of one kind. */
static const char *reach_registers(void)
{
	uint64_t base = cpu_read_msr(MSR_BASE);
	bool has_x2apic = cpu_id(X86_CPUID_FEATURES, 0).ecx & CPUID_1_ECX_X2APIC;
	const char *why;
	void *at;

	if (has_x2apic || base & BASE_X2APIC || registers != NULL)
		return NULL;
	why = area_map_device("local APIC", base & BASE_ADDRESS, REGISTERS_SIZE, &at);
	if (why == NULL)
		registers = at;
	return why;
}

/* 11.12.5: x2APIC is entered from the enabled state only. */
static void enable(void)
{
	uint64_t base = cpu_read_msr(MSR_BASE) | BASE_ENABLED;

	cpu_write_msr(MSR_BASE, base);
	if (registers == NULL)
		cpu_write_msr(MSR_BASE, base | BASE_X2APIC);
	apic_write(APIC_PRIORITY, 0);
	apic_write(APIC_TIMER, ENTRY_MASKED);
	apic_write(APIC_PIN0, ENTRY_MASKED);
	apic_write(APIC_PIN1, ENTRY_MASKED);
	apic_write(APIC_ERROR, ENTRY_MASKED);
	apic_write(APIC_DIVIDE, DIVIDE_BY_16);
	apic_write(APIC_SPURIOUS, SPURIOUS_ENABLE | VECTOR_SPURIOUS);
}

const char *apic_start(void)
{
	const char *why;

	if (per_cpu(started))
		return NULL;
	if (!(cpu_id(X86_CPUID_FEATURES, 0).edx & CPUID_1_EDX_APIC))
		return "the CPU has no local APIC";
	why = reach_registers();
	if (why != NULL)
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
	return registers == NULL ? apic_read(APIC_ID) : apic_read(APIC_ID) >> 24;
}

void apic_end_interrupt(void)
{
	apic_write(APIC_END, 0);
}

/* 11.6.1. The two halves of the older register belong together. */
static void command(uint32_t apic_id, uint32_t what)
{
	uint64_t rflags;

	if (registers == NULL) {
		/* The MSR's write does not wait for memory written before:
		 * 11.12.3. */
		__asm__ volatile("mfence; lfence" : : : "memory");
		cpu_write_msr(MSR_REGISTERS + APIC_COMMAND / 16, (uint64_t)apic_id << 32 | what);
		return;
	}
	rflags = cpu_interrupts_save();
	for (int i = 0; i < PENDING_TRIES_MAX; i++)
		if (!(apic_read(APIC_COMMAND) & COMMAND_PENDING))
			break;
	apic_write(APIC_COMMAND_TO, apic_id << 24);
	apic_write(APIC_COMMAND, what);
	cpu_interrupts_restore(rflags);
}

void apic_send(uint32_t apic_id, uint8_t vector)
{
	command(apic_id, COMMAND_ASSERT | vector);
}

void apic_send_nmi(uint32_t apic_id)
{
	command(apic_id, COMMAND_ASSERT | COMMAND_NMI);
}

/* Masked, it counts all the same. */
static void measure_timer(void)
{
	uint64_t rflags = cpu_interrupts_save();
	uint64_t begin, end;
	uint32_t left;

	apic_write(APIC_TIMER, ENTRY_MASKED);
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
	return cpu_id(X86_CPUID_FEATURES, 0).ecx & CPUID_1_ECX_DEADLINE;
}

void apic_set_tsc_deadline(uint64_t tsc, uint8_t vector)
{
	apic_write(APIC_TIMER, TIMER_DEADLINE | vector);
	/* 11.5.4.1: the mode before the deadline. */
	__asm__ volatile("mfence" : : : "memory");
	cpu_write_msr(MSR_DEADLINE, tsc);
}
