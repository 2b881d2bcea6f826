// headers: what C++ calls of each public header of the runtime and the kit.
//
// Each #include begins the part of one header, and tests/cli/cplusplus.sh makes
// a source of each part: its header, then <ingot/test.h>, then the part. So a
// header stands alone, before all others, and nothing lends it an extern "C".

#include <alloca.h>

TEST(alloca)
{
	char *block = static_cast<char *>(alloca(16));

	block[15] = 'x';
	CHECK_EQ(block[15], 'x');
}

#include <assert.h>

TEST(assert)
{
	volatile int one = 1;

	assert(one == 1);
}

#include <byteswap.h>

TEST(byteswap)
{
	CHECK_EQ(bswap_16(0x1234), 0x3412);
	CHECK_EQ(bswap_32(0x12345678), 0x78563412);
	CHECK_EQ(bswap_64(uint64_t(1)), uint64_t(1) << 56);
}

#include <complex.h>

TEST(complex)
{
	CHECK(cabs(3.0 + 4.0 * I) == 5.0);
	CHECK(crealf(2.0F + 1.0F * I) == 2.0F);
}

#include <ctype.h>

TEST(ctype)
{
	CHECK(isalpha('x') != 0);
	CHECK_EQ(toupper('x'), 'X');
}

#include <endian.h>

TEST(endian)
{
	CHECK_EQ(htobe16(0x1234), 0x3412);
	CHECK_EQ(be32toh(htobe32(5)), 5);
	CHECK_EQ(le64toh(htole64(uint64_t(7))), 7);
	CHECK_EQ(BYTE_ORDER, LITTLE_ENDIAN);
}

#include <errno.h>

TEST(errno)
{
	errno = ERANGE;
	CHECK_EQ(errno, ERANGE);
}

#include <fcntl.h>

TEST(fcntl)
{
	CHECK_EQ(open("none", O_RDONLY), -1);
	CHECK_EQ(creat("none", 0600), -1);
	CHECK_EQ(fcntl(1, F_GETFL), O_WRONLY);
}

#include <getopt.h>

TEST(getopt)
{
	char name[] = "program", option[] = "-a", word[] = "word";
	char *words[] = { name, word, option, nullptr };
	const struct option table[] = { { "all", no_argument, nullptr, 'a' },
		                        { nullptr, 0, nullptr, 0 } };

	CHECK_EQ(getopt(3, words, "a"), 'a');
	CHECK_EQ(getopt(3, words, "a"), -1);
	CHECK_EQ(optind, 2);
	optind = 0;
	CHECK_EQ(getopt_long(3, words, "a", table, nullptr), 'a');
	CHECK_EQ(getopt_long_only(3, words, "a", table, nullptr), -1);
}

#include <fenv.h>

TEST(fenv)
{
	CHECK_EQ(fegetround(), FE_TONEAREST);
	CHECK(fesetround(-1) != 0);
}

#include <inttypes.h>

TEST(inttypes)
{
	CHECK_EQ(strtoimax("-12", nullptr, 10), -12);
	CHECK_EQ(imaxabs(-3), 3);
	CHECK_STR_EQ(PRIu64, "lu");
}

#include <langinfo.h>

TEST(langinfo)
{
	CHECK_STR_EQ(nl_langinfo(CODESET), "UTF-8");
	CHECK_STR_EQ(nl_langinfo(ABMON_12), "Dec");
}

#include <limits.h>

TEST(limits)
{
	CHECK_EQ(MB_LEN_MAX, 4);
}

#include <locale.h>

TEST(locale)
{
	CHECK_STR_EQ(setlocale(LC_ALL, nullptr), "C");
	CHECK_STR_EQ(localeconv()->decimal_point, ".");
	CHECK_STR_EQ(setlocale(LC_CTYPE, "C.UTF-8"), "C.UTF-8");
}

#include <malloc.h>

TEST(malloc)
{
	void *block = memalign(64, 10);

	CHECK_EQ(reinterpret_cast<uintptr_t>(block) % 64, 0);
	free(block);
	free(valloc(1));
}

#include <math.h>

TEST(math)
{
	CHECK(sqrt(2.25) == 1.5);
	CHECK(floorf(-0.5F) == -1.0F);
	CHECK(isnan(NAN) && isinf(INFINITY));
	CHECK(j0(0) == 1.0 && jnf(2, 0) == 0.0F && y0(1) < 0.1);
	CHECK(lgamma(-0.5) > 1.2 && signgam == -1);
}

#include <runtime.h>

TEST(runtime)
{
	struct heap_stats stats = heap_get_stats();

	CHECK(stats.region_bytes >= stats.used_bytes);
	heap_check();
	CHECK(runtime_open("nothing", RUNTIME_OPEN_READ, nullptr) != 0);
}

#include <sanitize.h>

TEST(sanitize)
{
#ifdef SANITIZED
	static uint64_t area[8];
	static uint8_t shadow[SANITIZE_SHADOW_SIZE(sizeof(area))];
	struct runtime_call here = {};
	uintptr_t caller;

	sanitize_add_area(area, 0, shadow);
	CHECK(sanitize_find_callers(&here, &caller, 1) <= 1);
#endif
	CHECK_EQ(SANITIZE_SHADOW_SIZE(64), 8);
}

#include <sanitizer/asan_interface.h>

TEST(asan_interface)
{
	static uint64_t granule;

#ifdef SANITIZED
	__asan_poison_memory_region(&granule, sizeof(granule));
	CHECK_EQ(__asan_address_is_poisoned(&granule), 1);
	__asan_unpoison_memory_region(&granule, sizeof(granule));
#endif
	ASAN_POISON_MEMORY_REGION(&granule, sizeof(granule));
	ASAN_UNPOISON_MEMORY_REGION(&granule, sizeof(granule));
	CHECK_EQ(granule, 0);
}

#include <setjmp.h>

static jmp_buf back;
static sigjmp_buf back_again;

TEST(setjmp)
{
	int count = setjmp(back);

	if (count < 3)
		longjmp(back, count + 1);
	CHECK_EQ(count, 3);
	if (sigsetjmp(back_again, 1) == 0)
		siglongjmp(back_again, 1);
}

#include <signal.h>

static int seen;

TEST(signal)
{
	CHECK(signal(SIGTERM, [](int number) { seen = number; }) == SIG_DFL);
	CHECK_EQ(raise(SIGTERM), 0);
	CHECK_EQ(seen, SIGTERM);
}

#include <stdarg.h>

static double sum(int count, ...)
{
	va_list values;
	double total = 0;

	va_start(values, count);
	while (count-- > 0)
		total += va_arg(values, double);
	va_end(values);
	return total;
}

TEST(stdarg)
{
	CHECK(sum(2, 1.5, 2.5) == 4.0);
}

#include <stdbit.h>

TEST(stdbit)
{
	unsigned char byte = 0x10;

	CHECK_EQ(stdc_leading_zeros(byte), 3);
	CHECK_EQ(stdc_bit_ceil(5UL), 8);
	CHECK(stdc_has_single_bit_ui(64));
}

#include <stdckdint.h>

TEST(stdckdint)
{
	signed char sum;

	CHECK(ckd_add(&sum, 100, 28));
	CHECK(!ckd_mul(&sum, 3, 5L));
	CHECK_EQ(sum, 15);
}

#include <stdio.h>

TEST(stdio)
{
	char text[16];

	CHECK_EQ(snprintf(text, sizeof(text), "%d %s", 7, "x"), 3);
	CHECK_STR_EQ(text, "7 x");
	CHECK(fputs("", stdout) >= 0);
	FILE *file = fmemopen(text, 4, "r");
	char *line = nullptr;
	size_t size = 0;
	CHECK_EQ(getline(&line, &size, file), 4);
	CHECK_EQ(fclose(file), 0);
}

#include <stdlib.h>

TEST(stdlib)
{
	int numbers[] = { 3, 1, 2 };
	void *block = malloc(24);

	CHECK(malloc_usable_size(block) >= 24);
	free(block);
	qsort(numbers, 3, sizeof(int), [](const void *a, const void *b) {
		return *static_cast<const int *>(a) - *static_cast<const int *>(b);
	});
	CHECK_EQ(numbers[0], 1);
	CHECK_EQ(strtol("0x10", nullptr, 0), 16);
	CHECK_EQ(setenv("NAME", "value", 0), 0);
	CHECK_STR_EQ(getenv("NAME"), "value");
	CHECK_EQ(posix_memalign(&block, 64, 24), 0);
	free(block);
}

#include <string.h>

TEST(string)
{
	char text[8] = "";

	CHECK_EQ(strlcpy(text, "ingot", sizeof(text)), 5);
	CHECK_EQ(memcmp(text, "ingot", 6), 0);
	CHECK_STR_EQ(strstr(text, "go"), "got");
	CHECK(memccpy(text, "in", 'n', sizeof(text)) == text + 2);
	CHECK(strverscmp("a9", "a10") < 0);
}

#include <strings.h>

TEST(strings)
{
	CHECK_EQ(strcasecmp("INGOT", "ingot"), 0);
	CHECK_EQ(ffs(8), 4);
}

#include <sys/stat.h>

TEST(sys_stat)
{
	struct stat status;

	REQUIRE(fstat(1, &status) == 0);
	CHECK(S_ISCHR(status.st_mode));
	CHECK_EQ(stat("none", &status), -1);
	CHECK_EQ(lstat("none", &status), -1);
	CHECK_EQ(mkdir("none", S_IRWXU), -1);
}

#include <sys/time.h>

TEST(sys_time)
{
	struct timeval a = { 1, 700000 }, b = { 2, 600000 }, sum;

	CHECK_EQ(gettimeofday(&a, nullptr), -1);
	timeradd(&a, &b, &sum);
	CHECK(sum.tv_sec == 4 && sum.tv_usec == 300000);
	timersub(&sum, &b, &sum);
	CHECK(timercmp(&sum, &a, ==));
	timerclear(&sum);
	CHECK(!timerisset(&sum));
}

#include <sys/types.h>

TEST(sys_types)
{
	struct tm epoch = {};
	off_t place = -1;

	epoch.tm_year = 70;
	epoch.tm_mday = 1;
	CHECK_EQ(timegm(&epoch), 0);
	CHECK_EQ(place, -1);
}

#include <time.h>

TEST(time)
{
	struct tm date;
	time_t day = 86400;

	CHECK(gmtime_r(&day, &date) == &date);
	CHECK_EQ(date.tm_mday, 2);
	CHECK_STR_EQ(strptime("1999-12-31.", "%F", &date), ".");
	CHECK_EQ(date.tm_yday, 364);
	struct timespec now;
	CHECK_EQ(clock_gettime(-1, &now), -1);
}

#include <uchar.h>

TEST(uchar)
{
	char32_t wide = 0;

	CHECK_EQ(mbrtoc32(&wide, "\xc3\xa4", 2, nullptr), 2);
	CHECK_EQ(wide, U'\u00e4');
}

#include <unistd.h>

TEST(unistd)
{
	CHECK_EQ(write(STDOUT_FILENO, "by number\n", 10), 10);
	CHECK_EQ(isatty(STDERR_FILENO), 1);
	CHECK_EQ(read(17, nullptr, 1), -1);
	CHECK_EQ(lseek(0, 0, SEEK_CUR), -1);
	CHECK_EQ(close(17), -1);
	CHECK_EQ(unlink("none"), -1);
	CHECK_EQ(sleep(1), 1);
	CHECK_EQ(sysconf(_SC_PAGESIZE), getpagesize());
}

#include <wchar.h>

TEST(wchar)
{
	CHECK_EQ(wcslen(L"ingot"), 5);
	CHECK_EQ(wcscmp(L"a", L"a"), 0);
	wchar_t text[16];
	int number = 0;
	CHECK_EQ(swprintf(text, 16, L"%d %ls", 7, L"x"), 3);
	CHECK_EQ(swscanf(text, L"%d", &number), 1);
	CHECK_EQ(number, 7);
}

#include <wctype.h>

TEST(wctype)
{
	CHECK_EQ(towupper(L'x'), static_cast<wint_t>(L'X'));
	CHECK(iswalpha(L'x') != 0);
}

#include <ingot/acpi.h>

TEST(acpi)
{
	const struct acpi_header *table;

	REQUIRE(acpi_find_table("APIC", &table) == nullptr);
	CHECK(le32_get(table->size_bytes) > sizeof(*table));
	CHECK_STR_EQ(acpi_find_table_from(0, "APIC", &table), "no ACPI tables found");
	CHECK(acpi_get_table(0, "APIC", &table) != nullptr);
}

#include <ingot/acpi_tables.h>

TEST(acpi_tables)
{
	const struct acpi_header *table;
	struct acpi_madt madt;
	struct acpi_madt_item item;
	struct acpi_fadt_info fixed;
	struct acpi_hpet hpet;
	struct acpi_ecam ecam;
	unsigned cpus = 0;

	REQUIRE(acpi_find_table("APIC", &table) == nullptr);
	REQUIRE(acpi_madt_open(&madt, table) == nullptr);
	while (acpi_madt_next(&madt, &item))
		cpus += item.kind == ACPI_MADT_CPU && item.cpu.is_enabled;
	CHECK_EQ(cpus, 2);
	CHECK_STR_EQ(acpi_hpet_get(table, &hpet), "the ACPI table has a different signature");
	CHECK_STR_EQ(acpi_mcfg_get(table, 0, &ecam), "the ACPI table has a different signature");
	REQUIRE(acpi_find_table("FACP", &table) == nullptr);
	CHECK(acpi_fadt_get(table, &fixed) == nullptr);
}

#include <ingot/apic.h>

TEST(apic)
{
	REQUIRE(apic_start() == nullptr);
	CHECK(apic_is_started());
	CHECK_EQ(apic_get_id(), 0);
	apic_set_timer(0, 0xef);
}

#include <ingot/area.h>

TEST(area)
{
	struct area_info info;
	uint64_t top;
	void *area;

	REQUIRE(area_alloc("c++", 4096, MAPPING_WRITE, &area) == nullptr);
	REQUIRE(area_alloc_stack("c++", 4096, &top) == nullptr);
	CHECK(area_find(reinterpret_cast<uint64_t>(area), &info));
	CHECK_STR_EQ(info.name, "c++");
	area_free(area);
	area_free_stack(top);
	REQUIRE(area_map_device("c++", 0xffff0, 16, &area) == nullptr);
	area_free(area);
}

#include <ingot/backtrace.h>

TEST(backtrace)
{
	uint64_t callers[4];
	void *frame = __builtin_frame_address(0);

	CHECK(backtrace_collect(reinterpret_cast<uint64_t>(frame), callers, 4) > 0);
	backtrace_print();
}

#include <ingot/boot.h>

extern "C" int printf(const char *format, ...);
extern "C" int twice(int number);
extern "C" int half(int number)
{
	return number / 2;
}

static int constructed;
static struct constructor {
	constructor()
	{
		constructed = 1;
	}
} object;

static void kernel_main(const struct boot_info *boot)
{
	printf("C++ has version %u, slide %lu, %d, %d\n", boot->version, boot->kernel_slide,
	       twice(21), constructed);
}
ENTRY_POINT(kernel_main)
BOOT_CONFIG(.kernel_stack_size = 96 * KiB, .physical_memory = BOOT_MAP_ANY, .smp = BOOT_ON)

TEST(boot)
{
	const struct boot_info *boot = boot_info_get();

	CHECK_EQ(boot->magic, BOOT_INFO_MAGIC);
	CHECK_EQ(boot->stack_top - boot->stack_bottom, 96 * KiB);
	CHECK_EQ(twice(21), 42);
	CHECK_EQ(constructed, 1);
}

#include <ingot/boot_info.h>

TEST(boot_info)
{
	CHECK_EQ(boot_info_get()->size_bytes, sizeof(struct boot_info));
}

#include <ingot/boot_note.h>

TEST(boot_note)
{
	struct boot_config config = {};

	config.kernel_stack_size = 128 * KiB;
	CHECK_EQ(config.kernel_stack_size, 131072);
}

#include <ingot/clock.h>

TEST(clock)
{
	struct tm date;
	uint64_t before;

	REQUIRE(clock_start() == nullptr);
	before = clock_now_ns();
	clock_spin_ns(1000);
	CHECK(clock_now_ns() >= before + 1000);
	CHECK(clock_read_date(&date) == nullptr);
	CHECK(clock_get_source() != nullptr);
}

#include <ingot/cmdline.h>

TEST(cmdline)
{
	char value[8];

	CHECK_EQ(cmdline_get_from("a b=c", "b", value, sizeof(value)), 1);
	CHECK_STR_EQ(value, "c");
	CHECK(!cmdline_has("nobody.says.this"));
}

#include <ingot/console.h>

static size_t heard;

static void hear(const char *, size_t size_bytes)
{
	heard += size_bytes;
}

TEST(console)
{
	static struct console_sink sink = { hear, nullptr };

	console_add_sink(&sink);
	console_write("by C++\n", 7);
	console_drain();
	CHECK_EQ(heard, 7);
}

#include <ingot/counter.h>

COUNTER(counted);

TEST(counter)
{
	const struct counter *found = counter_find("counted");

	COUNT_BY(counted, 2);
	REQUIRE(found != nullptr);
	CHECK_EQ(counter_read(found), 2);
	CHECK(counter_get(0) != nullptr);
}

#include <ingot/cpu.h>

TEST(cpu)
{
	uint64_t rflags = cpu_interrupts_save();

	CHECK(cpu_id(0, 0).eax > 0);
	CHECK(cpu_read_cr3() != 0);
	cpu_interrupts_restore(rflags);
}

#include <ingot/deprecated.h>

#pragma clang diagnostic ignored "-Wdeprecated-pragma"
#define TEXT(name)    TEXT_OF(name)
#define TEXT_OF(name) #name

TEST(deprecated)
{
	CHECK_STR_EQ(TEXT(TAR_FOLDER), "TAR_DIRECTORY");
}

#include <ingot/exit.h>

TEST(exit)
{
	void (*volatile end)(void) = power_halt;

	if (end == nullptr)
		power_exit(EXIT_CODE_FAILURE);
	CHECK(end != nullptr);
}

#include <ingot/fw_cfg.h>

TEST(fw_cfg)
{
	struct fw_cfg_file file;
	char byte;

	REQUIRE(fw_cfg_get(0, &file) == nullptr);
	CHECK(fw_cfg_find(file.name, &file) == nullptr);
	CHECK_STR_EQ(fw_cfg_read(&file, file.size_bytes, &byte, 1),
	             "read past the end of a fw_cfg file");
}

#include <ingot/irq.h>

TEST(irq)
{
	uint32_t line = irq_get_isa_gsi(5);
	uint8_t vector;

	REQUIRE(irq_alloc_vector([](void *) {}, nullptr, &vector) == nullptr);
	irq_free_vector(vector);
	REQUIRE(irq_register(line, IRQ_ISA, [](void *) {}, nullptr) == nullptr);
	irq_mask(line);
	CHECK_EQ(irq_get_count(line), 0);
	CHECK_EQ(irq_list(nullptr, 0), 1);
	irq_unregister(line);
	CHECK_EQ(irq_get_message_address(1), 0xfee01000);
}

#include <ingot/keyboard.h>

TEST(keyboard)
{
	struct keyboard_decoder decoder = {};
	struct key_event event;

	decoder.layout = &keyboard_layout_us;
	REQUIRE(keyboard_decode(&decoder, 0x1e, &event));
	CHECK_EQ(event.character, 'a');
	CHECK_EQ(keyboard_get_dropped(), 0);
	CHECK(!keyboard_poll(&event));
}

#include <ingot/log.h>

LOG_SUBSYSTEM(cplusplus);

TEST(log)
{
	uint64_t position = 0;
	struct log_line line;

	CHECK(log_set_threshold("cplusplus", LOG_INFO) == nullptr);
	log_info(cplusplus, "%d lines", 1);
	log_debug(cplusplus, "not even computed");
	REQUIRE(log_read(&position, &line));
	CHECK_STR_EQ(line.text, "1 lines");
	CHECK_STR_EQ(log_get_level_name(line.level), "info");
}

#include <ingot/mapping.h>

TEST(mapping)
{
	CHECK(mapping_add(0x400000, 0x200000, PAGE_SIZE, MAPPING_WRITE) == nullptr);
	CHECK(mapping_change(0x400000, PAGE_SIZE, MAPPING_READ) == nullptr);
	CHECK(mapping_remove(0x400000, PAGE_SIZE) == nullptr);
	CHECK_STR_EQ(mapping_remove(0x400000, PAGE_SIZE), "the range is not completely mapped");
}

#include <ingot/memory.h>

TEST(memory)
{
	CHECK_EQ(memory_to_physical(memory_to_virtual(4096)), 4096);
	CHECK_STR_EQ(memory_get_kind_name(BOOT_MEMORY_USABLE), "usable");
}

#include <ingot/names.h>

extern "C" const void *names_get_boot_info() KIT_NAME(boot_info_get);

TEST(names)
{
	CHECK(names_get_boot_info() != nullptr);
}

#include <ingot/page.h>

TEST(page)
{
	phys_t page = page_alloc();
	phys_t block = page_alloc_order(2, PAGE_ZONE_ISA);
	phys_t run = page_alloc_contiguous(3);

	CHECK(page != 0 && block != 0 && run != 0);
	page_free(page);
	page_free(block);
	page_free_contiguous(run, 3);
	CHECK(page_get_stats().free_pages > 0);
}

#include <ingot/paging.h>

TEST(paging)
{
	static int here;
	struct paging_entry entry = paging_walk(reinterpret_cast<uint64_t>(&here));

	CHECK(entry.mapped && entry.writable && !entry.executable);
	CHECK(!paging_is_mapped(0, 1));
}

#include <ingot/panic.h>

TEST(panic)
{
	panic_set_observer([](const char *) {});
	panic_set_observer(nullptr);
	if (test_value{ 0, false }.bits != 0)
		panic("%s is not reached", "this");
}

#include <ingot/pci.h>

TEST(pci)
{
	const struct pci_device *first;

	REQUIRE(pci_start() == nullptr && pci_get_count() > 0);
	first = pci_get(0);
	CHECK_EQ(pci_read16(first, 0), first->vendor);
	CHECK(pci_find_id(nullptr, first->vendor, first->device) == first);
	CHECK_STR_EQ(pci_get_class_name(first->base_class, first->subclass), "host bridge");
}

#include <ingot/percpu.h>

PER_CPU(unsigned, own);

TEST(percpu)
{
	per_cpu(own) = 5;
	CHECK_EQ(per_cpu_of(cpu_get_first(), own), 5);
	CHECK_EQ(cpu_get_index(), 0);
}

#include <ingot/power.h>

TEST(power)
{
	void (*volatile off)(void) = power_off;

	if (off == nullptr)
		power_reset();
	CHECK(off != nullptr);
}

#include <ingot/reason.h>

MUST_CHECK static const char *refuse(void)
{
	return "there is a reason";
}

TEST(reason)
{
	CHECK_STR_EQ(refuse(), "there is a reason");
}

#include <ingot/screen.h>

TEST(screen)
{
	char row[81];

	screen_page_up();
	screen_page_down();
	screen_use_utf8();
	CHECK_EQ(screen_get_rows() > 0, screen_read_row(0, row, sizeof(row)));
}

#include <ingot/serial.h>

TEST(serial)
{
	static struct serial port;

	CHECK_STR_EQ(serial_open(&port, 0x3e8), "no serial port responds at this address");
	CHECK_STR_EQ(serial_flush(&port), "the serial port is not open");
	CHECK_EQ(serial_write(&port, "x", 1), 0);
	CHECK_EQ(serial_get_counts(&port).sent, 0);
	serial_interrupt(&port);
}

#include <ingot/smp.h>

static unsigned called;

TEST(smp)
{
	REQUIRE(smp_start(nullptr) == nullptr);
	CHECK_EQ(smp_get_count(), 2);
	smp_call_all([](void *) { __atomic_fetch_add(&called, 1, __ATOMIC_SEQ_CST); }, nullptr,
	             true);
	smp_call(
		cpu_get_first()->next, [](void *by) { called += *static_cast<unsigned *>(by); },
		&called, true);
	CHECK_EQ(called, 4);
}

#include <ingot/spinlock.h>

static struct spinlock lock = SPINLOCK("c++");

TEST(spinlock)
{
	uint64_t flags = spinlock_acquire(&lock);
	uint64_t others;

	CHECK(spinlock_is_held(&lock));
	CHECK(!spinlock_try_acquire(&lock, &others));
	spinlock_release(&lock, flags);
	CHECK(!spinlock_is_held(&lock));
}

#include <ingot/spinlock_statistics.h>

TEST(spinlock_statistics)
{
	struct spinlock_statistics first;

	CHECK(spinlock_has_statistics());
	REQUIRE(spinlock_get_statistics(0, &first));
	CHECK(first.acquired_count > 0);
}

#include <ingot/start.h>

TEST(start)
{
	void (*volatile start)(const struct boot_info *,
	                       void (*)(const struct boot_info *)) = start_kernel;

	CHECK(start != nullptr);
}

#include <ingot/tar.h>

TEST(tar)
{
	struct tar tar;
	static struct tar_entry entry;

	tar_open(&tar, nullptr, 0);
	CHECK(!tar_next(&tar, &entry));
	CHECK_STR_EQ(tar.error, "the archive has no end-of-archive marker");
	CHECK_STR_EQ(tar_find(&tar, "x", &entry), "the archive has no end-of-archive marker");
	CHECK_STR_EQ(tar_open_module(&tar, "x"), "no module of this name was loaded");
}

#include <ingot/test.h>

TEST(test)
{
	enum small { MINUS = -1, ONE = 1 };
	enum class strict : long { MINUS = -2 };

	CHECK_EQ(-1, -1L);
	CHECK_EQ(MINUS, -1);
	CHECK_EQ(strict::MINUS, -2);
	CHECK_EQ(true, 1);
	CHECK_EQ(nullptr, static_cast<void *>(nullptr));
	CHECK_EQ(UINT64_MAX, 0xffffffffffffffff);
	CHECK_STR_EQ(nullptr, nullptr);
}

#include <ingot/timer.h>

static struct timer timer;
static bool has_run;

TEST(timer)
{
	REQUIRE(timer_init() == nullptr);
	timer.run = [](struct timer *) { has_run = true; };
	timer_start(&timer, TIMER_S, 0);
	CHECK(timer_is_armed(&timer));
	CHECK(timer_cancel(&timer));
	timer_sleep_ns(TIMER_US);
	CHECK(!has_run);
}

#include <ingot/trap.h>

static void skip(struct trap_frame *frame)
{
	frame->rax = 17;
}

TEST(trap)
{
	struct trap_frame frame = {};
	uint64_t rax;

	CHECK_STR_EQ(trap_get_name(TRAP_PAGE_FAULT), "page fault");
	CHECK(trap_set_exit_hook(skip) == nullptr);
	trap_call_exit_hook(&frame);
	CHECK_EQ(frame.rax, 17);
	CHECK(trap_set_exit_hook(nullptr) == skip);
	trap_set_handler(0x80, skip);
	__asm__ volatile("int $0x80" : "=a"(rax));
	CHECK_EQ(rax, 17);
}

#include <ingot/units.h>

TEST(units)
{
	CHECK_EQ(GiB, 1024 * MiB);
	CHECK_EQ(MiB, 1024 * KiB);
}
