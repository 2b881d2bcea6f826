/* acpi_power: see acpi_power.h. */
#include "kit/acpi/acpi_power.h"

#include <ingot/acpi.h>
#include <ingot/cpu.h>
#include <ingot/memory.h>
#include <ingot/paging.h>
#include <string.h>

#include "abi/pci.h"
#include "kit/acpi/acpi_fadt.h"
#include "kit/base/delay.h"

#define SLEEP_CONTROL_TYPE_SHIFT 2
#define SLEEP_CONTROL_SLEEP      0x20

#define ACPI_ENABLE_TIMEOUT_MS 3000 /* chapter 16.2: up to 3 s were seen */
#define POWER_OFF_TIMEOUT_MS   1000

#define AML_NAME_OP    0x08
#define AML_ROOT       '\\'
#define AML_PACKAGE_OP 0x12
#define AML_BYTE       0x0a
#define AML_ONE        0x01

/* The values of \_S5: one for each PM1 control register. */
struct sleep_type {
	bool known;
	uint8_t a, b;
};

static const char *read_fadt(struct acpi_fadt *fadt)
{
	const struct acpi_header *table;
	const char *why = acpi_find_table("FACP", &table);

	if (!why)
		acpi_fadt_copy(fadt, table);
	return why;
}

/* One small integer: a prefix and a byte, or an opcode that is the value. */
static const uint8_t *parse_small(const uint8_t *at, const uint8_t *end, uint8_t *value)
{
	if (at < end && *at <= AML_ONE) {
		*value = *at;
		return at + 1;
	}
	if (end - at < 2 || *at != AML_BYTE)
		return NULL;
	*value = at[1];
	return at + 2;
}

/* at: behind the name. A package: opcode, length (1..4 bytes, the count in the
 * top bits of the first), number of elements, elements (ACPI 6.5, 20.2.5.4). */
static struct sleep_type parse_package(const uint8_t *at, const uint8_t *end)
{
	struct sleep_type type = { .known = false };

	if (end - at < 2 || at[0] != AML_PACKAGE_OP)
		return type;
	at += 2 + (at[1] >> 6);
	if (at >= end || *at++ < 1)
		return type;
	at = parse_small(at, end, &type.a);
	if (!at)
		return type;
	type.known = true;
	if (!parse_small(at, end, &type.b))
		type.b = type.a;
	return type;
}

/* Finds Name (\_S5, Package ...) without an interpreter: the byte before the
 * name tells the definition from a mention. */
static struct sleep_type find_sleep_type(const struct acpi_header *dsdt)
{
	const uint8_t *begin = (const uint8_t *)(dsdt + 1);
	const uint8_t *end = (const uint8_t *)dsdt + le32_get(dsdt->size_bytes);

	for (const uint8_t *at = begin + 2; end - at > 4; at++) {
		bool named = at[-1] == AML_NAME_OP || (at[-1] == AML_ROOT && at[-2] == AML_NAME_OP);

		if (named && memcmp(at, "_S5_", 4) == 0)
			return parse_package(at + 4, end);
	}
	return (struct sleep_type){ .known = false };
}

/* On bus 0; address: device, function, offset, 16 bits each. */
static void write_pci(uint64_t address, uint8_t value)
{
	uint32_t slot = (uint32_t)(address >> 32) % PCI_SLOTS;
	uint32_t function = (uint32_t)(address >> 16) % PCI_FUNCTIONS;
	uint32_t offset = (uint32_t)address & 0xff;

	cpu_out32(PCI_PORT_ADDRESS,
	          PCI_ADDRESS_ENABLE | (offset & ~3u) | pci_address(0, slot, function));
	cpu_out8((uint16_t)(PCI_PORT_DATA + offset % 4), value);
}

static bool write_register(const struct acpi_register *to, uint8_t value)
{
	uint64_t address = le64_get(to->address);
	volatile uint8_t *memory;

	if (to->space == ACPI_SPACE_PCI) {
		write_pci(address, value);
		return true;
	}
	if (to->space == ACPI_SPACE_PORT && address != 0 && address <= UINT16_MAX) {
		cpu_out8((uint16_t)address, value);
		return true;
	}
	memory = memory_to_virtual(address);
	if (to->space != ACPI_SPACE_MEMORY || address == 0 ||
	    !paging_is_mapped((uint64_t)memory, 1))
		return false;
	*memory = value;
	return true;
}

/* PM1 registers answer only when ACPI, and not the firmware, owns them. */
static bool take_ownership(const struct acpi_fadt *fadt, uint16_t pm1a)
{
	uint32_t command = le32_get(fadt->smi_command);

	if (cpu_in16(pm1a) & ACPI_PM1_SCI_ENABLED || command == 0)
		return true;
	cpu_out8((uint16_t)command, fadt->acpi_enable);
	for (int ms = 0; ms < ACPI_ENABLE_TIMEOUT_MS; ms++) {
		if (cpu_in16(pm1a) & ACPI_PM1_SCI_ENABLED)
			return true;
		delay_about_ms(1);
	}
	return false;
}

static void write_pm1(uint16_t port, uint8_t type)
{
	unsigned kept = cpu_in16(port) & ~(ACPI_PM1_TYPE_MASK | ACPI_PM1_SLEEP);
	unsigned value = kept | ((unsigned)type << ACPI_PM1_TYPE_SHIFT & ACPI_PM1_TYPE_MASK);

	cpu_out16(port, (uint16_t)value);
	cpu_out16(port, (uint16_t)(value | ACPI_PM1_SLEEP));
}

static const char *sleep_by_pm1(const struct acpi_fadt *fadt, struct sleep_type type)
{
	uint32_t a = le32_get(fadt->pm1a_control);
	uint32_t b = le32_get(fadt->pm1b_control);

	if (a == 0 || a > UINT16_MAX || b > UINT16_MAX)
		return "the ACPI PM1 control registers are not I/O ports";
	if (!take_ownership(fadt, (uint16_t)a))
		return "the firmware does not enable ACPI mode";
	write_pm1((uint16_t)a, type.a);
	if (b != 0)
		write_pm1((uint16_t)b, type.b);
	delay_about_ms(POWER_OFF_TIMEOUT_MS);
	return "ACPI power-off had no effect";
}

/* Machines without the fixed registers have one for sleep (4.8.3.7). */
static const char *sleep_by_control(const struct acpi_fadt *fadt, struct sleep_type type)
{
	uint8_t value = (uint8_t)(type.a << SLEEP_CONTROL_TYPE_SHIFT | SLEEP_CONTROL_SLEEP);

	if (!write_register(&fadt->sleep_control, value))
		return "the ACPI sleep control register is not accessible";
	delay_about_ms(POWER_OFF_TIMEOUT_MS);
	return "ACPI power-off had no effect";
}

const char *acpi_power_off(void)
{
	const struct acpi_header *dsdt;
	struct acpi_fadt fadt;
	const char *why = read_fadt(&fadt);
	struct sleep_type type;

	if (!why)
		why = acpi_get_table(acpi_fadt_get_dsdt(&fadt), "DSDT", &dsdt);
	if (why)
		return why;
	type = find_sleep_type(dsdt);
	if (!type.known)
		return "the ACPI DSDT has no readable \\_S5 package";
	if (le32_get(fadt.flags) & FADT_FLAG_HARDWARE_REDUCED)
		return sleep_by_control(&fadt, type);
	return sleep_by_pm1(&fadt, type);
}

void acpi_power_reset(void)
{
	struct acpi_fadt fadt;

	if (!read_fadt(&fadt) && le32_get(fadt.flags) & FADT_FLAG_RESET)
		write_register(&fadt.reset, fadt.reset_value);
}
