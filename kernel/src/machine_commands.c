/* cpus, pci, irq, time, reboot, off: the machine and its devices. */
#include <ingot/acpi_tables.h>
#include <ingot/apic.h>
#include <ingot/boot.h>
#include <ingot/clock.h>
#include <ingot/irq.h>
#include <ingot/pci.h>
#include <ingot/percpu.h>
#include <ingot/power.h>
#include <ingot/smp.h>
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "cpu_name.h"
#include "shell.h"

static void note_stack(void *context)
{
	*(uint64_t *)context = (uint64_t)__builtin_frame_address(0);
}

void command_cpus(int count, char *words[])
{
	char name[CPU_NAME_SIZE];

	(void)count, (void)words;
	cpu_name_read(name);
	printf("%s\n", name);
	shell_head("CPU  APIC ID  IPI latency  stack pointer");
	for (struct cpu *cpu = cpu_get_first(); cpu; cpu = cpu->next) {
		uint64_t begin = clock_now_ns(), stack;

		smp_call(cpu, note_stack, &stack, true);
		printf("%3" PRIu32 "  %7" PRIu32 "  %8.1f us  0x%" PRIx64 "\n", cpu->index,
		       cpu->apic_id, (double)(clock_now_ns() - begin) / 1000, stack);
	}
}

static void print_bars(const struct pci_device *device)
{
	for (size_t i = 0; i < PCI_BARS_MAX; i++) {
		const struct pci_bar *bar = &device->bars[i];

		if (bar->size_bytes == 0)
			continue;
		printf("              %s 0x%" PRIx64 ", %" PRIu64 " bytes%s\n",
		       bar->is_port ? "I/O ports at" : "memory at", bar->address, bar->size_bytes,
		       bar->is_prefetchable ? ", prefetchable" : "");
	}
}

void command_pci(int count, char *words[])
{
	const struct pci_device *device;
	const char *why = pci_start();

	(void)count, (void)words;
	if (pci_get_count() == 0) {
		shell_complain("no PCI devices: %s", why);
		return;
	}
	shell_head("address       ID         class");
	for (size_t i = 0; (device = pci_get(i)); i++) {
		printf("%04x:%02x:%02x.%x  %04x:%04x  %s%s%s\n", device->segment, device->bus,
		       device->slot, device->function, device->vendor, device->device,
		       pci_get_class_name(device->base_class, device->subclass),
		       device->msi ? ", MSI" : "", device->msix ? ", MSI-X" : "");
		print_bars(device);
	}
}

static void print_controllers(void)
{
	const struct acpi_header *table;
	const char *why = acpi_find_table("APIC", &table);
	struct acpi_madt madt;
	struct acpi_madt_item item;

	if (!why)
		why = acpi_madt_open(&madt, table);
	if (why) {
		shell_complain("no ACPI MADT: %s", why);
		return;
	}
	while (acpi_madt_next(&madt, &item))
		if (item.kind == ACPI_MADT_IO_APIC)
			printf("I/O APIC %u at 0x%" PRIx64 ", first GSI %" PRIu32 "\n",
			       item.io_apic.id, item.io_apic.address, item.io_apic.first_gsi);
	if (madt.error)
		shell_complain("ACPI MADT is malformed: %s", madt.error);
}

void command_irq(int count, char *words[])
{
	static struct irq_info list[IRQ_LINES_MAX];
	size_t lines;

	(void)count, (void)words;
	print_controllers();
	lines = irq_list(list, IRQ_LINES_MAX);
	shell_head("vector   GSI  interrupts");
	for (size_t i = 0; i < lines; i++)
		if (list[i].is_line)
			printf("  0x%02x  %4" PRIu32 "  %10" PRIu64 "\n", list[i].vector,
			       list[i].gsi, list[i].count);
		else
			printf("  0x%02x     -  %10" PRIu64 "\n", list[i].vector, list[i].count);
}

static double ms_between(uint64_t from_tsc, uint64_t to_tsc)
{
	return (double)(to_tsc - from_tsc) * 1000 / (double)clock_get_tsc_hz();
}

void command_time(int count, char *words[])
{
	const struct boot_tsc *tsc = &boot_info_get()->tsc;
	char date[sizeof "YYYY-MM-DD hh:mm:ss"];
	struct tm now;
	const char *why = clock_read_date(&now);

	(void)count, (void)words;
	if (why)
		shell_complain("date not available: %s", why);
	else if (strftime(date, sizeof date, "%F %T", &now) > 0)
		printf("date      %s UTC\n", date);
	if (clock_get_tsc_hz() == 0) {
		shell_complain("clock not started");
		return;
	}
	printf("uptime    %.3f s\n", (double)clock_now_ns() / 1e9);
	printf("clock     source %s; TSC %" PRIu64 " MHz (calibrated by %s)\n", clock_get_source(),
	       clock_get_tsc_hz() / 1000000, clock_get_reference());
	printf("firmware  %8.1f ms\n", ms_between(0, tsc->loader_start));
	printf("loader    %8.1f ms, of these %.1f ms reading kernel and modules\n",
	       ms_between(tsc->loader_start, tsc->kernel_start),
	       ms_between(tsc->loader_ready, tsc->disk_done));
}

void command_reboot(int count, char *words[])
{
	(void)count, (void)words;
	power_reset();
}

void command_off(int count, char *words[])
{
	(void)count, (void)words;
	power_off();
}
