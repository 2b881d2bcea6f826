/* acpi_tables: see <ingot/acpi_tables.h>. */
#include <ingot/acpi_tables.h>
#include <string.h>

#include "kit/acpi/acpi_fadt.h"

#define TRIGGER_LOW   0x03 /* of two bits: 0 as the bus, 1 high */
#define TRIGGER_LEVEL 0x0c /* of two bits: 0 as the bus, 4 edge */
#define ALL_CPUS_BYTE 0xff

static const char *check(const struct acpi_header *table, const char signature[4], size_t min_bytes)
{
	if (memcmp(table->signature, signature, sizeof table->signature) != 0)
		return "the ACPI table has a different signature";
	if (le32_get(table->size_bytes) < min_bytes)
		return "the ACPI table is too short for its type";
	return NULL;
}

/* The size that an entry of this type has at least; 0 = type not known. */
static size_t madt_min_bytes(uint8_t type)
{
	static const uint8_t sizes[] = {
		[MADT_LOCAL_APIC] = 8, [MADT_IO_APIC] = 12,    [MADT_OVERRIDE] = 10,
		[MADT_NMI_INPUT] = 8,  [MADT_LOCAL_NMI] = 6,   [MADT_LOCAL_APIC_ADDRESS] = 12,
		[MADT_X2APIC] = 16,    [MADT_X2APIC_NMI] = 12,
	};

	return type < sizeof sizes ? sizes[type] : 0;
}

/* The entry at madt->next, which moves behind it, or NULL: the walk ends. */
static const union madt_entry *take_entry(struct acpi_madt *madt)
{
	const union madt_entry *entry = (const union madt_entry *)madt->next;
	size_t left = (size_t)(madt->end - madt->next);

	if (left == 0 || madt->error)
		return NULL;
	if (left < sizeof entry->head || entry->head.size_bytes > left ||
	    entry->head.size_bytes < sizeof entry->head) {
		madt->error = "a MADT entry extends past the end of the table";
		return NULL;
	}
	if (entry->head.size_bytes < madt_min_bytes(entry->head.type)) {
		madt->error = "a MADT entry is too short for its type";
		return NULL;
	}
	madt->next += entry->head.size_bytes;
	return entry;
}

/* Machines above 4 GiB say in an entry where the local APICs are. */
const char *acpi_madt_open(struct acpi_madt *madt, const struct acpi_header *table)
{
	const struct madt *raw = (const struct madt *)table;
	const char *why = check(table, "APIC", sizeof *raw);
	const union madt_entry *entry;
	struct acpi_madt walk;

	if (why)
		return why;
	*madt = (struct acpi_madt){
		.local_apic = le32_get(raw->local_apic),
		.has_pic = le32_get(raw->flags) & MADT_FLAG_PIC,
		.next = (const uint8_t *)(raw + 1),
		.end = (const uint8_t *)raw + le32_get(table->size_bytes),
	};
	for (walk = *madt; (entry = take_entry(&walk));)
		if (entry->head.type == MADT_LOCAL_APIC_ADDRESS)
			madt->local_apic = le64_get(entry->local_apic_address.address);
	return NULL;
}

static struct acpi_trigger get_trigger(struct le16 flags)
{
	unsigned bits = le16_get(flags);

	return (struct acpi_trigger){
		.is_active_low = (bits & TRIGGER_LOW) == TRIGGER_LOW,
		.is_level = (bits & TRIGGER_LEVEL) == TRIGGER_LEVEL,
	};
}

static void set_cpu(struct acpi_madt_item *item, uint32_t apic_id, uint32_t acpi_id, uint32_t flags)
{
	item->kind = ACPI_MADT_CPU;
	item->cpu.apic_id = apic_id;
	item->cpu.acpi_id = acpi_id;
	item->cpu.is_enabled = flags & MADT_CPU_ENABLED;
	item->cpu.is_addable = !item->cpu.is_enabled && flags & MADT_CPU_ADDABLE;
}

static void set_local_nmi(struct acpi_madt_item *item, uint32_t acpi_id, uint8_t pin,
                          struct le16 flags)
{
	item->kind = ACPI_MADT_LOCAL_NMI;
	item->local_nmi.acpi_id = acpi_id;
	item->local_nmi.pin = pin;
	item->local_nmi.trigger = get_trigger(flags);
}

/* False for kinds that item has no words for. */
static bool decode(struct acpi_madt_item *item, const union madt_entry *e)
{
	memset(item, 0, sizeof *item);
	switch (e->head.type) {
	case MADT_LOCAL_APIC:
		set_cpu(item, e->local_apic.apic_id, e->local_apic.acpi_id,
		        le32_get(e->local_apic.flags));
		return true;
	case MADT_X2APIC:
		set_cpu(item, le32_get(e->x2apic.apic_id), le32_get(e->x2apic.acpi_id),
		        le32_get(e->x2apic.flags));
		return true;
	case MADT_IO_APIC:
		item->kind = ACPI_MADT_IO_APIC;
		item->io_apic.id = e->io_apic.id;
		item->io_apic.address = le32_get(e->io_apic.address);
		item->io_apic.first_gsi = le32_get(e->io_apic.first_gsi);
		return true;
	case MADT_OVERRIDE:
		item->kind = ACPI_MADT_OVERRIDE;
		item->override.irq = e->override.irq;
		item->override.gsi = le32_get(e->override.gsi);
		item->override.trigger = get_trigger(e->override.flags);
		return e->override.bus == MADT_BUS_ISA;
	case MADT_NMI_INPUT:
		item->kind = ACPI_MADT_NMI_INPUT;
		item->nmi_input.gsi = le32_get(e->nmi_input.gsi);
		item->nmi_input.trigger = get_trigger(e->nmi_input.flags);
		return true;
	case MADT_LOCAL_NMI:
		set_local_nmi(item,
		              e->local_nmi.acpi_id == ALL_CPUS_BYTE ? ACPI_MADT_ALL_CPUS
		                                                    : e->local_nmi.acpi_id,
		              e->local_nmi.pin, e->local_nmi.flags);
		return true;
	case MADT_X2APIC_NMI:
		set_local_nmi(item, le32_get(e->x2apic_nmi.acpi_id), e->x2apic_nmi.pin,
		              e->x2apic_nmi.flags);
		return true;
	default: return false;
	}
}

bool acpi_madt_next(struct acpi_madt *madt, struct acpi_madt_item *item)
{
	const union madt_entry *entry;

	while ((entry = take_entry(madt)))
		if (decode(item, entry))
			return true;
	return false;
}

const char *acpi_mcfg_get(const struct acpi_header *table, size_t index, struct acpi_ecam *ecam)
{
	const char *why = check(table, "MCFG", MCFG_ENTRIES_AT);
	const struct mcfg_entry *entry;
	size_t count;

	if (why)
		return why;
	count = (le32_get(table->size_bytes) - MCFG_ENTRIES_AT) / sizeof *entry;
	if (index >= count)
		return "the MCFG has no more entries";
	entry = (const struct mcfg_entry *)((const uint8_t *)table + MCFG_ENTRIES_AT) + index;
	if (entry->first_bus > entry->last_bus)
		return "an MCFG bus range ends before it begins";
	*ecam = (struct acpi_ecam){
		.address = le64_get(entry->address),
		.segment = le16_get(entry->segment),
		.first_bus = entry->first_bus,
		.last_bus = entry->last_bus,
	};
	return NULL;
}

const char *acpi_hpet_get(const struct acpi_header *table, struct acpi_hpet *hpet)
{
	const struct hpet *raw = (const struct hpet *)table;
	const char *why = check(table, "HPET", sizeof *raw);
	uint32_t block;

	if (why)
		return why;
	if (raw->at.space != ACPI_SPACE_MEMORY || le64_get(raw->at.address) == 0)
		return "the HPET is not memory-mapped";
	block = le32_get(raw->block);
	*hpet = (struct acpi_hpet){
		.address = le64_get(raw->at.address),
		.number = raw->number,
		.comparator_count =
			(uint8_t)((block >> HPET_COMPARATORS_SHIFT & HPET_COMPARATORS_MASK) + 1),
		.is_64_bit = block & HPET_64_BIT,
		.replaces_legacy = block & HPET_LEGACY,
		.min_tick = le16_get(raw->min_tick),
	};
	return NULL;
}

const char *acpi_fadt_get(const struct acpi_header *table, struct acpi_fadt_info *fixed)
{
	const char *why = check(table, "FACP", offsetof(struct acpi_fadt, reset));
	struct acpi_fadt fadt;
	uint32_t flags, timer;
	bool is_old;

	if (why)
		return why;
	acpi_fadt_copy(&fadt, table);
	flags = le32_get(fadt.flags);
	timer = le32_get(fadt.pm_timer);
	is_old = table->revision < FADT_REVISION_BOOT_FLAGS;
	*fixed = (struct acpi_fadt_info){
		.sci_irq = le16_get(fadt.sci_interrupt),
		.pm_timer_port = timer <= UINT16_MAX ? (uint16_t)timer : 0,
		.is_pm_timer_32_bit = flags & FADT_FLAG_TIMER_32_BIT,
		.century_register = fadt.century,
		.has_reset_register = flags & FADT_FLAG_RESET,
		.is_hardware_reduced = flags & FADT_FLAG_HARDWARE_REDUCED,
		.may_have_8042 = is_old || le16_get(fadt.boot_flags) & FADT_BOOT_8042,
		.may_have_vga = is_old || !(le16_get(fadt.boot_flags) & FADT_BOOT_NO_VGA),
		.dsdt = acpi_fadt_get_dsdt(&fadt),
	};
	return NULL;
}
