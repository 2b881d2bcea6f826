/* irq: see <ingot/irq.h>. */
#include <ingot/acpi_tables.h>
#include <ingot/apic.h>
#include <ingot/area.h>
#include <ingot/irq.h>
#include <ingot/panic.h>
#include <ingot/percpu.h>
#include <ingot/spinlock.h>
#include <ingot/trap.h>
#include <stddef.h>

#include "abi/apic.h"
#include "abi/pic.h"
#include "kit/trap/interrupt.h"
#include "kit/trap/vectors.h"

/* 82093AA, 3.1 and 3.2: a register is chosen, then accessed. */
#define IO_APIC_SIZE    0x20
#define IO_APIC_SELECT  0 /* in words of 4 bytes */
#define IO_APIC_WINDOW  4
#define IO_APIC_VERSION 1
#define IO_APIC_ENTRIES 0x10 /* two registers each */
#define ENTRY_LOW       0x2000
#define ENTRY_LEVEL     0x8000
#define ENTRY_CPU_SHIFT 24 /* of the second register */

#define IO_APICS_MAX 8
#define VECTOR_COUNT (VECTOR_IRQ_LAST - VECTOR_IRQ_FIRST + 1)
#define GSI_NONE     UINT32_MAX /* a vector that is no line's */

_Static_assert(VECTOR_COUNT == IRQ_LINES_MAX, "a vector for each line");

struct io_apic {
	volatile uint32_t *registers;
	uint32_t first_gsi, count;
};

struct irq {
	void (*handler)(void *context); /* NULL: the vector is free */
	void *context;
	uint32_t gsi;
	uint64_t count;
};

static struct spinlock irq_lock = SPINLOCK("irq");
static struct io_apic io_apics[IO_APICS_MAX];
static size_t io_apic_count;
static struct irq irqs[VECTOR_COUNT]; /* of vector VECTOR_IRQ_FIRST and up */

/* ---- I/O APICs. Under the lock ---- */

static uint32_t io_read(const struct io_apic *in, unsigned which)
{
	in->registers[IO_APIC_SELECT] = which;
	return in->registers[IO_APIC_WINDOW];
}

static void io_write(const struct io_apic *in, unsigned which, uint32_t value)
{
	in->registers[IO_APIC_SELECT] = which;
	in->registers[IO_APIC_WINDOW] = value;
}

/* NULL if no I/O APIC has this GSI. */
static const struct io_apic *io_apic_of(uint32_t gsi, unsigned *entry)
{
	for (size_t i = 0; i < io_apic_count; i++)
		if (gsi - io_apics[i].first_gsi < io_apics[i].count) {
			*entry = IO_APIC_ENTRIES + 2 * (gsi - io_apics[i].first_gsi);
			return &io_apics[i];
		}
	return NULL;
}

/* Masked first: half an entry must not interrupt. */
static void entry_write(uint32_t gsi, uint32_t apic_id, uint32_t low)
{
	unsigned entry;
	const struct io_apic *in = io_apic_of(gsi, &entry);

	io_write(in, entry, APIC_ENTRY_MASKED);
	io_write(in, entry + 1, apic_id << ENTRY_CPU_SHIFT);
	io_write(in, entry, low);
}

static void entry_set_mask(uint32_t gsi, bool is_masked)
{
	unsigned entry;
	const struct io_apic *in = io_apic_of(gsi, &entry);
	/* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): its line is registered */
	uint32_t low = io_read(in, entry) & ~(uint32_t)APIC_ENTRY_MASKED;

	io_write(in, entry, low | (is_masked ? APIC_ENTRY_MASKED : 0));
}

static const char *add_io_apic(const struct acpi_madt_item *item)
{
	struct io_apic new = { .first_gsi = item->io_apic.first_gsi };
	const char *why;
	void *at;

	if (io_apic_count == IO_APICS_MAX)
		return "more I/O APICs than IO_APICS_MAX";
	why = area_map_device("I/O APIC", item->io_apic.address, IO_APIC_SIZE, &at);
	if (why)
		return why;
	new.registers = at;
	new.count = (io_read(&new, IO_APIC_VERSION) >> 16 & 0xff) + 1;
	for (unsigned i = 0; i < new.count; i++)
		io_write(&new, IO_APIC_ENTRIES + 2 * i, APIC_ENTRY_MASKED);
	io_apics[io_apic_count++] = new;
	return NULL;
}

static void ignore(struct trap_frame *frame)
{
	(void)frame; /* no end of interrupt: none is in service */
}

static const char *open_madt(struct acpi_madt *madt)
{
	const struct acpi_header *table;
	const char *why = acpi_find_table("APIC", &table);

	return why ? why : acpi_madt_open(madt, table);
}

const char *irq_start(void)
{
	struct acpi_madt_item item;
	struct acpi_madt madt;
	const char *why = apic_start();

	if (why || io_apic_count > 0)
		return why;
	trap_set_handler(TRAP_PIC_FIRST + PIC_SPURIOUS, ignore);
	trap_set_handler(TRAP_PIC_FIRST + 8 + PIC_SPURIOUS, ignore);
	why = open_madt(&madt);
	if (why)
		return why;
	while (acpi_madt_next(&madt, &item)) {
		why = item.kind == ACPI_MADT_IO_APIC ? add_io_apic(&item) : NULL;
		if (why)
			return why;
	}
	return io_apic_count > 0 ? NULL : "the ACPI MADT lists no I/O APIC";
}

/* ---- ISA ---- */

/* What the firmware says of an ISA line that is not wired as it was: of that
 * line or, if it is -1, of the one at that interrupt. */
static bool find_override(uint32_t gsi, int line, struct acpi_madt_item *item)
{
	struct acpi_madt madt;

	if (open_madt(&madt))
		return false;
	while (acpi_madt_next(&madt, item))
		if (item->kind == ACPI_MADT_OVERRIDE &&
		    (line >= 0 ? item->override.irq == line : item->override.gsi == gsi))
			return true;
	return false;
}

uint32_t irq_get_isa_gsi(unsigned line)
{
	struct acpi_madt_item item;

	return find_override(0, (int)line, &item) ? item.override.gsi : line;
}

/* Of an ISA line the firmware may say that it is wired otherwise. */
static unsigned flags_of(uint32_t gsi, unsigned flags)
{
	struct acpi_madt_item item;

	if (flags != IRQ_ISA)
		return flags;
	if (!find_override(gsi, -1, &item))
		return 0;
	return (item.override.trigger.is_active_low ? IRQ_LOW : 0u) |
	       (item.override.trigger.is_level ? IRQ_LEVEL : 0u);
}

/* ---- Vectors and lines ---- */

static void irq_interrupt(struct trap_frame *frame)
{
	struct irq *irq = &irqs[frame->vector - VECTOR_IRQ_FIRST];
	void (*handler)(void *) = __atomic_load_n(&irq->handler, __ATOMIC_ACQUIRE);

	/* One that was on its way when it was unregistered. */
	if (handler) {
		irq->count++;
		interrupt_call(handler, irq->context);
	}
	apic_end_interrupt();
	trap_call_exit_hook(frame);
}

/* The vector of a free entry, or 0. */
static uint8_t take_vector(uint32_t gsi, void (*handler)(void *), void *context)
{
	for (unsigned i = 0; i < VECTOR_COUNT; i++) {
		if (irqs[i].handler)
			continue;
		irqs[i].gsi = gsi;
		irqs[i].context = context;
		irqs[i].count = 0;
		__atomic_store_n(&irqs[i].handler, handler, __ATOMIC_RELEASE);
		trap_set_handler(VECTOR_IRQ_FIRST + i, irq_interrupt);
		return (uint8_t)(VECTOR_IRQ_FIRST + i);
	}
	return 0;
}

/* The entry of a line that is registered, or NULL. */
static struct irq *find(uint32_t gsi)
{
	for (unsigned i = 0; i < VECTOR_COUNT; i++)
		if (irqs[i].handler && irqs[i].gsi == gsi && gsi != GSI_NONE)
			return &irqs[i];
	return NULL;
}

static const char *register_locked(uint32_t gsi, unsigned flags, void (*handler)(void *),
                                   void *context)
{
	unsigned entry;
	uint32_t low;
	uint8_t vector;

	if (!io_apic_of(gsi, &entry))
		return "no I/O APIC has this GSI";
	if (find(gsi))
		return "the GSI already has a handler";
	vector = take_vector(gsi, handler, context);
	if (vector == 0)
		return "no free interrupt vector (IRQ_LINES_MAX)";
	low = vector | (flags & IRQ_LOW ? ENTRY_LOW : 0u) | (flags & IRQ_LEVEL ? ENTRY_LEVEL : 0u);
	entry_write(gsi, cpu_get_first()->apic_id, low);
	return NULL;
}

const char *irq_register(uint32_t gsi, unsigned flags, void (*handler)(void *context),
                         void *context)
{
	const char *why;
	uint64_t rflags;

	if (!handler)
		return "no handler is registered";
	why = irq_start();
	if (why)
		return why;
	flags = flags_of(gsi, flags);
	rflags = spinlock_acquire(&irq_lock);
	why = register_locked(gsi, flags, handler, context);
	spinlock_release(&irq_lock, rflags);
	return why;
}

static struct irq *must_find(uint32_t gsi)
{
	struct irq *irq = find(gsi);

	if (!irq)
		panic("GSI %u is not registered", gsi);
	return irq;
}

void irq_unregister(uint32_t gsi)
{
	uint64_t rflags = spinlock_acquire(&irq_lock);
	struct irq *irq = must_find(gsi);

	entry_set_mask(gsi, true);
	__atomic_store_n(&irq->handler, NULL, __ATOMIC_RELEASE);
	spinlock_release(&irq_lock, rflags);
}

const char *irq_route(uint32_t gsi, uint32_t apic_id)
{
	unsigned entry;
	const struct io_apic *in;
	uint64_t rflags;

	if (apic_id >= 255)
		return "an I/O APIC can only target APIC IDs below 255";
	rflags = spinlock_acquire(&irq_lock);
	must_find(gsi);
	in = io_apic_of(gsi, &entry);
	entry_write(gsi, apic_id, io_read(in, entry));
	spinlock_release(&irq_lock, rflags);
	return NULL;
}

static void set_mask(uint32_t gsi, bool is_masked)
{
	uint64_t rflags = spinlock_acquire(&irq_lock);

	must_find(gsi);
	entry_set_mask(gsi, is_masked);
	spinlock_release(&irq_lock, rflags);
}

void irq_mask(uint32_t gsi)
{
	set_mask(gsi, true);
}

void irq_unmask(uint32_t gsi)
{
	set_mask(gsi, false);
}

const char *irq_alloc_vector(void (*handler)(void *context), void *context, uint8_t *vector)
{
	const char *why;
	uint64_t rflags;
	uint8_t taken;

	if (!handler)
		return "no handler is registered";
	why = apic_start();
	if (why)
		return why;
	rflags = spinlock_acquire(&irq_lock);
	taken = take_vector(GSI_NONE, handler, context);
	spinlock_release(&irq_lock, rflags);
	if (taken == 0)
		return "no free interrupt vector (IRQ_LINES_MAX)";
	*vector = taken;
	return NULL;
}

void irq_free_vector(uint8_t vector)
{
	if (vector < VECTOR_IRQ_FIRST || vector > VECTOR_IRQ_LAST ||
	    irqs[vector - VECTOR_IRQ_FIRST].gsi != GSI_NONE)
		panic("irq_free_vector: vector %u is not from irq_alloc_vector", vector);
	__atomic_store_n(&irqs[vector - VECTOR_IRQ_FIRST].handler, NULL, __ATOMIC_RELEASE);
}

uint64_t irq_get_count(uint32_t gsi)
{
	uint64_t rflags = spinlock_acquire(&irq_lock);
	uint64_t count = must_find(gsi)->count;

	spinlock_release(&irq_lock, rflags);
	return count;
}

size_t irq_list(struct irq_info *list, size_t max)
{
	uint64_t rflags = spinlock_acquire(&irq_lock);
	size_t count = 0;

	for (unsigned i = 0; i < VECTOR_COUNT; i++) {
		const struct irq *irq = &irqs[i];

		if (!irq->handler)
			continue;
		if (count++ < max)
			list[count - 1] =
				(struct irq_info){ .vector = (uint8_t)(VECTOR_IRQ_FIRST + i),
				                   .is_line = irq->gsi != GSI_NONE,
				                   .gsi = irq->gsi,
				                   .count = irq->count };
	}
	spinlock_release(&irq_lock, rflags);
	return count;
}
