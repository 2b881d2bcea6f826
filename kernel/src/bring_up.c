/* bring_up: see bring_up.h. Reads from the top: what comes later uses what came
 * before. */
#include "bring_up.h"

#include <ingot/boot.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/irq.h>
#include <ingot/log.h>
#include <ingot/page.h>
#include <ingot/paging.h>
#include <ingot/pci.h>
#include <ingot/screen.h>
#include <ingot/smp.h>
#include <ingot/timer.h>
#include <inttypes.h>

#include "cpu_name.h"
#include "initrd.h"
#include "keys.h"
#include "pi.h"

LOG_SUBSYSTEM(cpu);
LOG_SUBSYSTEM(float);
LOG_SUBSYSTEM(memory);
LOG_SUBSYSTEM(time);
LOG_SUBSYSTEM(irq);
LOG_SUBSYSTEM(pci);
LOG_SUBSYSTEM(input);
LOG_SUBSYSTEM(initrd);
LOG_SUBSYSTEM(kernel);

static void log_cpu(void)
{
	char name[CPU_NAME_SIZE];

	cpu_name_read(name);
	log_info(cpu, "%s%s", name, cpu_has_hypervisor() ? " (under a hypervisor)" : "");
	log_info(float, "pi = %.15f (soft-float)", pi_compute());
}

static void start_memory(void)
{
	struct page_stats pages = page_get_stats();

	if (pages.total_pages == 0)
		log_error(memory, "no usable RAM");
	else
		log_info(memory, "%.1f MiB usable",
		         (double)pages.total_pages * PAGE_SIZE / (double)MiB);
}

static void start_time(void)
{
	const char *why = timer_init();
	char date[sizeof "YYYY-MM-DD hh:mm:ss"];
	struct tm now;

	if (why)
		log_error(time, "no timers: %s", why);
	else
		log_info(time, "clock source %s; TSC %" PRIu64 " MHz (calibrated by %s)",
		         clock_get_source(), clock_get_tsc_hz() / 1000000, clock_get_reference());
	why = clock_read_date(&now);
	if (why)
		log_warn(time, "no date: %s", why);
	else if (strftime(date, sizeof date, "%F %T", &now) > 0)
		log_info(time, "%s UTC", date);
}

static void start_cpus(const struct boot_info *boot)
{
	const char *why = smp_start(NULL);

	log_info(cpu, "%" PRIu32 " of %zu CPUs online", smp_get_count(), boot->cpus.count);
	if (why)
		log_error(cpu, "%s", why);
}

/* All CPUs have left the loader's code: its memory is free. */
static void reclaim_loader(void)
{
	uint64_t size_bytes;
	const char *why = page_reclaim_loader(&size_bytes);

	if (why)
		log_warn(memory, "loader memory not reclaimed: %s", why);
	else
		log_info(memory, "%" PRIu64 " KiB of loader memory reclaimed",
		         (uint64_t)(size_bytes / KiB));
}

static void start_interrupts(void)
{
	const char *why = irq_start();

	if (why)
		log_error(irq, "no device interrupts: %s", why);
	cpu_interrupts_on();
}

static void start_pci(void)
{
	const char *why = pci_start();

	if (pci_get_count() > 0)
		log_info(pci, "%zu devices", pci_get_count());
	if (why)
		log_warn(pci, "%s", why);
}

static void start_input(void)
{
	const char *why[2];

	keys_start(why);
	log_info(input, "serial port: %s", why[KEYS_SERIAL]);
	log_info(input, "keyboard: %s", why[KEYS_KEYBOARD]);
}

static void start_initrd(void)
{
	size_t count;
	const char *why = initrd_open(&count);

	if (why)
		log_warn(initrd, "%s", why);
	else
		log_info(initrd, "%zu files", count);
}

void bring_up(const struct boot_info *boot)
{
	screen_use_escapes();
	screen_use_utf8();
	log_cpu();
	start_memory();
	start_time();
	start_cpus(boot);
	reclaim_loader();
	start_interrupts();
	start_pci();
	start_input();
	start_initrd();
	log_info(kernel, "up in %" PRIu64 " ms", clock_now_ns() / 1000000);
}
