#!/bin/sh
# What a kernel says when it crashes: the whole report on every mistake of
# examples/crashes and on every exception of the processor, compared with golden
# texts; and on what only the machine can raise, a hardware error and the NMI
# button.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/reports.sh"
t_need mkfifo

cp -R "$t_root/examples/crashes" . && rm -rf crashes/build
[ -d crashes ] || exit 1

# reports FILE: all tests of that file crash; what is said is in `verdicts`.
reports() {
	count=$(grep -cE '^(TEST|RESERVED_BY_SOFTWARE)\(' "crashes/tests/$1")
	t_status "every test of tests/$1 crashes" 1 t_limit 300 env COLUMNS=200 \
		"$INGOT" -C crashes test --smp 2 -j 2 --backtrace=full "tests/$1"
	t_has "and none passes: $1" "0 passed, $count crashed"
	cp "$t_out" verdicts
}

# golden NAME: the reports, without the list before them, which is in the order in
# which the tests ended.
golden() {
	awk '/^CRASH / { is_report = 1 } /^ *Summary / { exit } is_report' verdicts |
		plain_reports >plain
	t_golden "the reports on $1" "golden/reports_$1" plain
	cat plain >>all
}

reports crashes.c
# Which CPU reports is chance, that nobody tears its lines is not; and what lies
# behind the array is the compiler's choice.
crash panic_on_all_cpus "CPU " ": all" "of 2" " fall at "
crash array_past_the_canary "stack smashing detected: a function wrote past a local array" \
	"#0  0x" " write_name at "
awk '/^CRASH / { is_left_out = $2 ~ /^(panic_on_all_cpus|array_past_the_canary)$/ }
	!is_left_out' verdicts >others
mv others verdicts
golden crashes

reports exceptions.c
golden exceptions
reports modes.c
golden modes
reports switches.c
golden switches

# --- From outside ----------------------------------------------------------

mkdir -p waits/src
echo "name: waits" >waits/ingot.yaml
cat >waits/src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	puts("waiting");
	for (;;)
		cpu_halt();
}
ENTRY_POINT(kernel_main)
END

# pressed NAME COMMAND: what the kernel says when QEMU's monitor is told COMMAND.
pressed() {
	mkfifo monitor.in monitor.out
	: >verdicts
	t_limit 60 "$INGOT" -C waits run --direct -- -monitor "pipe:$PWD/monitor" >verdicts 2>&1 \
		</dev/null &
	until grep -q '^waiting' verdicts || ! kill -0 $! 2>/dev/null; do
		sleep 0.1
	done
	echo "$2" >monitor.in
	wait $!
	t_is "a kernel ends by $1" 6 $?
	rm monitor.in monitor.out
	plain_reports <verdicts >plain
	t_golden "the report on $1" "golden/report_$1" plain
}
"$INGOT" -q -C waits build || exit 1
pressed nmi_button "nmi"
# CPU 0, bank 1: valid, uncorrected, enabled, context corrupt.
pressed machine_check "mce 0 1 0xb200000000000000 0x4 0 0"

# --- 5 levels of page tables -------------------------------------------------

# protection LEVELS: the report on a general protection fault by what is misaligned,
# while the only address in a register is one that needs 5 levels.
protection() {
	mkdir -p deep/src
	echo "name: deep" >deep/ingot.yaml
	cat >deep/src/main.c <<END
#include <ingot/boot.h>

BOOT_CONFIG(.paging_5_levels = $1)

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	__asm__ volatile("xor %%eax, %%eax; xor %%ecx, %%ecx; xor %%edx, %%edx\n\t"
	                 "xor %%edi, %%edi; xor %%ebp, %%ebp; xor %%r8, %%r8\n\t"
	                 "xor %%r9, %%r9; xor %%r10, %%r10; xor %%r11, %%r11\n\t"
	                 "xor %%r12, %%r12; xor %%r13, %%r13; xor %%r14, %%r14\n\t"
	                 "xor %%r15, %%r15; lea 1(%%rsp), %%rsi\n\t"
	                 "cmpxchg16b (%%rsi)" : : "b"(0x0012345678000000));
	__builtin_unreachable();
}
ENTRY_POINT(kernel_main)
END
	t_run t_limit 60 "$INGOT" -C deep run --direct -- -cpu max
	t_has "a general protection fault: $1" "general protection fault, exception 13"
}

protection BOOT_OFF
t_has "an address beyond 4 levels is not canonical" "likely cause: non-canonical address"
protection BOOT_ON
t_lacks "and is where there are 5" "non-canonical"

# --- All of them -----------------------------------------------------------

: >missing
vector=0
while [ $vector -le 32 ]; do
	grep -qE "(exception|vector) $vector\$" all || echo "$vector" >>missing
	vector=$((vector + 1))
done
t_is "the processor's 32 exceptions, and an interrupt, are among them" "" "$(cat missing)"
t_done
