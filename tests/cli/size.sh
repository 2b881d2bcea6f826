#!/bin/sh
# What a kernel's image costs: examples/hello in a release build stays under its
# limit, and every part of the kit costs what docs/size.md says.
#
# For each part a kernel is made that calls it and does nothing else; what it
# loads more than a kernel that does nothing is the part's cost. T_UPDATE=1
# writes docs/size.md's table anew.
. "$(dirname "$0")/../tap.sh"

HELLO_LIMIT=$((16 * 1024))

# part NAME DECLARATIONS STATEMENTS: a kernel in the directory NAME, which has _ for
# each blank; the statements are those of kernel_main(const struct boot_info *boot).
names=
part() {
	names="$names $1"
	t_kernel "$1" <<-END_OF_SOURCE
	#include <ingot/boot.h>
	#include <stddef.h>
	#include <stdint.h>
	$2
	static void kernel_main(const struct boot_info *boot)
	{
	(void)boot;
	$3
	}
	ENTRY_POINT(kernel_main)
	END_OF_SOURCE
}

# "LOADED ZEROED" of an ELF file: bytes of its PT_LOAD segments that come from the
# file, and that are zeroed behind them. Program headers follow the ELF header.
sizes_of() {
	od -A n -v -t u1 -N 1024 "$1" | awk '
		{ for (i = 1; i <= NF; i++) byte[n++] = $i }
		function number(at, size,   value) {
			while (size-- > 0)
				value = value * 256 + byte[at + size]
			return value
		}
		END {
			for (i = 0; i < number(56, 2); i++) {
				at = 64 + i * 56
				if (number(at, 4) != 1)
					continue
				loaded += number(at + 32, 8)
				zeroed += number(at + 40, 8) - number(at + 32, 8)
			}
			print loaded, zeroed
		}'
}

part nothing '' ''
part printf '#include <stdio.h>' 'printf("%d\n", (int)boot->version);'
part printf_of_doubles '#include <stdio.h>' 'printf("%g\n", 0.1);'
part panic '#include <ingot/panic.h>' 'panic("no %s", "way");'
part backtrace '#include <ingot/backtrace.h>' 'backtrace_print();'
part traps '#include <ingot/trap.h>' 'trap_set_handler(TRAP_BREAKPOINT, NULL);'
part per-CPU_data '#include <ingot/percpu.h>
PER_CPU(unsigned, ticks);' 'per_cpu(ticks)++;'
part locks '#include <ingot/spinlock.h>
static struct spinlock lock = SPINLOCK("queue");' \
	'spinlock_release(&lock, spinlock_acquire(&lock));'
part likely_causes '' ''
echo "build-std-features: [builtins-mem, likely-cause]" >>likely_causes/ingot.yaml
part power_off '#include <ingot/power.h>' 'power_off();'
part heap '#include <stdlib.h>' 'free(malloc(boot->version));'
part pages '#include <ingot/page.h>' 'page_free(page_alloc());'
part look-up '#include <ingot/paging.h>' \
	'if (!paging_is_mapped((uint64_t)boot, 8)) __builtin_trap();'
part address_space '#include <ingot/mapping.h>' \
	'(void)mapping_change((uint64_t)kernel_main, 4096, MAPPING_READ);'
part areas '#include <ingot/area.h>' \
	'void *hpet; (void)area_map_device("hpet", 0xfed00000, 1024, &hpet);'
part clock '#include <ingot/clock.h>' '(void)clock_start(); clock_now_ns();'
part date '#include <ingot/clock.h>' 'struct tm date; (void)clock_read_date(&date);'
part local_APIC '#include <ingot/apic.h>' '(void)apic_start();'
part device_interrupts '#include <ingot/irq.h>
static void on_line(void *context) { (void)context; }' \
	'(void)irq_register(irq_get_isa_gsi(4), IRQ_ISA, on_line, NULL);'
part timers '#include <ingot/timer.h>' '(void)timer_init(); timer_sleep_ns(1);'
part other_CPUs '#include <ingot/smp.h>
BOOT_CONFIG(.smp = BOOT_ON)' '(void)smp_start(NULL);'
part ACPI '#include <ingot/acpi.h>' 'const struct acpi_header *table;
	(void)acpi_find_table("APIC", &table);'
part ACPI_tables '#include <ingot/acpi_tables.h>' 'const struct acpi_header *table;
	struct acpi_madt madt; struct acpi_madt_item item; struct acpi_hpet hpet;
	struct acpi_fadt_info fixed;
	if (acpi_find_table("APIC", &table) == NULL && acpi_madt_open(&madt, table) == NULL)
		acpi_madt_next(&madt, &item);
	if (acpi_find_table("HPET", &table) == NULL) (void)acpi_hpet_get(table, &hpet);
	if (acpi_find_table("FACP", &table) == NULL) (void)acpi_fadt_get(table, &fixed);'
part reset '#include <ingot/power.h>' 'power_reset();'
part PCI '#include <ingot/pci.h>' '(void)pci_start(); pci_find_class(NULL, 1, 8);'
part names_of_PCI_classes '#include <ingot/pci.h>
#include <stdio.h>' 'puts(pci_get_class_name(1, 8));'
part initrd '#include <ingot/tar.h>
static struct tar_entry entry;' 'struct tar tar;
	if (tar_open_module(&tar, "initrd.tar") == NULL) (void)tar_find(&tar, "motd", &entry);'
part fw_cfg '#include <ingot/fw_cfg.h>' 'struct fw_cfg_file file; char c;
	if (fw_cfg_find("opt/my/rounds", &file) == NULL) (void)fw_cfg_read(&file, 0, &c, 1);'
part serial_ports '#include <ingot/serial.h>
static struct serial port;' 'char c = 0;
	if (serial_open(&port, 0x2f8) == NULL) serial_write(&port, &c, serial_read(&port, &c, 1));'
part keyboard '#include <ingot/keyboard.h>' 'struct key_event event;
	if (keyboard_open() == NULL) keyboard_poll(&event);'
part escape_sequences '#include <ingot/screen.h>' 'screen_use_escapes();'
part UTF-8_on_the_screen '#include <ingot/screen.h>' 'screen_use_utf8();'
part scrollback '#include <ingot/screen.h>' 'screen_page_up(); screen_page_down();'
part command_line '#include <ingot/cmdline.h>' 'char value[16];
	cmdline_get("root", value, sizeof(value));'
part log '#include <ingot/log.h>
LOG_SUBSYSTEM(pci);' 'log_info(pci, "%u devices", boot->version);'
part counters '#include <ingot/counter.h>
COUNTER(page_faults);' 'COUNT(page_faults); counter_find("page_faults");'
part symbols_on_the_screen '' ''
echo 'symbols: true' >>symbols_on_the_screen/ingot.yaml

# ---- What they take ----

cp -R "$t_root/examples/hello" . && rm -rf hello/build || exit 1
echo $names hello | tr ' ' '\n' | xargs -P 2 -I '{}' "$INGOT" -C '{}' build --release \
	>"$t_out" 2>"$t_err"
for name in $names hello; do
	kernel=$name/build/x86_64-os/release/$name.stripped
	[ ! -f "$kernel" ] || echo "$name $(sizes_of "$kernel")"
done >measured
t_is "each kernel is built" "$(echo $names hello | wc -w | tr -d ' ')" \
	"$(wc -l <measured | tr -d ' ')" || t_show_run

# The document's rows: whole for hello and the kernel of nothing, which is the
# first, what is more than that for the others.
awk '
	NR == 1 { loaded = $2; zeroed = $3 }
	{
		name = $1
		gsub("_", " ", name)
		base = NR == 1 || name == "hello" ? 0 : 1
		printf "%-24s %8d %10d\n", name, $2 - base * loaded, $3 - base * zeroed
	}' measured >rows
hello=$(awk '$1 == "hello" { print $2 }' measured)
t_ok "hello loads $hello bytes, less than $HELLO_LIMIT" test "$hello" -lt "$HELLO_LIMIT"

# ---- What docs/size.md says ----

document=$t_root/docs/size.md
row='^[^ ].* [0-9-][0-9]* *[0-9-][0-9]*$'
llvm=$("$INGOT" doctor 2>/dev/null | awk '$1 == "clang" { split($3, v, "."); print v[1] }')
if [ "${T_UPDATE:-0}" = 1 ]; then
	sed -e "/$row/d" -e "s/\(with LLVM\) [0-9]*:/\1 $llvm:/" \
		-e '/^part .* loaded .*$/r rows' "$document" >updated && cp updated "$document"
fi
sed -n "/$row/p" "$document" >documented
pinned=$(sed -n 's/^.*with LLVM \([0-9]*\):.*$/\1/p' "$document")
t_is "docs/size.md has each part" "$(sed "s/  .*//" rows)" \
	"$(sed "s/  .*//" documented)"
percent=5
if [ "$llvm" != "$pinned" ]; then
	percent=20
	echo "# LLVM $llvm is here, the table is of LLVM $pinned: compared within $percent %"
fi
paste -d '|' rows documented | tr -d ',' | awk -v percent=$percent '
	# Each of the two kernels that are compared is padded to a cache line.
	function off(now, said) {
		return size(now - said) > 128 + size(said) * percent / 100
	}
	function size(number) {
		return number < 0 ? -number : number
	}
	{
		split($0, side, "|")
		n = split(side[1], now, " ")
		m = split(side[2], said, " ")
		if (off(now[n - 1], said[m - 1]) || off(now[n], said[m]))
			print side[1] " is said to be" substr(side[2], 25)
	}' >differences
t_is "its figures are those of today (T_UPDATE=1 sh tests/cli/size.sh writes them)" \
	'' "$(cat differences)"
t_comment "bytes loaded and zeroed" <rows

# ---- What a release build leaves out ----

# ends NAME STATUS FEATURES STATEMENTS: a release build of these, run.
ends() {
	rm -rf left
	part left '#include <stdio.h>
	static volatile double number = 0.5;
	static volatile char percent = 37;' "(void)number; (void)percent; $4"
	echo "build-std-features: [$3]" >>left/ingot.yaml
	t_status "$1" "$2" t_limit 60 "$INGOT" -C left run --release --direct
}
run_time_format='char format[] = { percent, 103, 10, 0 }; printf(format, number);'
ends "a format for doubles brings what prints them" 0 builtins-mem 'printf("%5.2f|\n", number);'
t_has "which is complete" " 0.50|"
ends "a format that is made at run time does not" 6 builtins-mem "$run_time_format"
t_has "but is no secret" "printf of a double: ingot.yaml needs build-std-features: [printf-double]"
ends "the project can ask for it" 0 builtins-mem,printf-double "$run_time_format"
t_has "and has it" "0.5"
crash='*(volatile int *)8 = 1;'
ends "a crash" 6 builtins-mem "$crash"
t_has "is reported" "(not mapped), exception 14"
t_lacks "without a guess" "likely cause"
ends "the project can ask for that, too" 6 builtins-mem,likely-cause "$crash"
t_has "and has it" "likely cause: null pointer"
t_done
