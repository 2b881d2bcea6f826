#!/bin/sh
# How a run ends: the kernel's code, its reader gone, a debugger awaited.
. "$(dirname "$0")/../tap.sh"
t_need awk mkfifo

mkdir -p leaves/src
printf 'name: leaves\ncflags: ["-DCODE=%s"]\n' 0 >leaves/ingot.yaml
cat >leaves/src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/power.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("ready\n");
#if CODE < 0
	for (;;)
		;
#else
	power_exit(CODE);
#endif
}
ENTRY_POINT(kernel_main)
END

# leave CODE: the project leaves with it, or never.
leave() {
	printf 'name: leaves\ncflags: ["-DCODE=%s"]\n' "$1" >leaves/ingot.yaml
}

# 32 to 95 are the loader's errors too, from 64 on the status is above 128, and 8
# bits arrive of (code << 1) | 1.
for code in 0 1 15 32 63 64 100 127; do
	leave $code
	t_status "code $code is the kernel's" 6 t_limit 60 "$INGOT" -q -C leaves run --direct
	t_has "... and said so" "the kernel exited with code $code (" "$t_err"
done
leave 16
t_status "16 is success" 0 t_limit 60 "$INGOT" -q -C leaves run --direct
leave 17
t_status "17 is a panic" 6 t_limit 60 "$INGOT" -q -C leaves run --direct
t_has "... by name" "the kernel crashed" "$t_err"

leave -1
t_run t_limit 60 sh -c '"$INGOT" -q -C leaves run --direct 2>err </dev/null | head -n 1
	cat err >&2'
t_is "a reader that goes ends the machine" "ready" "$(cat "$t_out")"
t_has "... with a word" "cannot write to standard output: Broken pipe" "$t_err"
if [ -e /dev/full ]; then
	t_status "what cannot be written ends it" 3 t_limit 60 sh -c \
		'exec "$INGOT" -q -C leaves run --direct >/dev/full </dev/null'
	t_is "... said once" 1 "$(grep -c "cannot write" "$t_err")"
else
	t_skip "what cannot be written ends it" "there is no /dev/full"
fi
t_status "no standard descriptor at all" 3 t_limit 60 sh -c \
	'exec "$INGOT" -q -C leaves run --direct --timeout 20 <&- >&- 2>&-'
t_status "a machine that waits for its debugger" 5 t_limit 60 \
	"$INGOT" -q -C leaves run --direct --timeout 2 -- -S
t_has "... has not begun" "rip 0x000000000000fff0" "$t_err"

dd if=/dev/zero of=blank.img bs=1048576 count=0 seek=4 2>/dev/null
blank="-drive if=none,id=blank,format=raw,file=$PWD/blank.img
	-device virtio-blk-pci,drive=blank,bootindex=0"
# shellcheck disable=SC2086
{
	t_status "a BIOS that finds no disk to boot" 6 t_limit 300 \
		"$INGOT" -q -C leaves run --bios -- $blank
	t_has "... is quoted" 'the boot loader: it printed "No bootable device' "$t_err"
	t_has "... with a hint" "check whether another disk or argument comes first" "$t_err"
	printf 'test: {args: [%s]}\n' "$(printf '%s\n' $blank | sed 's/.*/"&"/' | tr '\n' ',')" \
		>>leaves/ingot.yaml
	t_status "... in a test" 5 t_limit 300 "$INGOT" -q -C leaves test --bios --timeout 20
	t_has "... too" 'the boot loader: it printed "No bootable device' "$t_err"
}

t_status "an option and its value in one word" 4 t_limit 60 \
	"$INGOT" -q -C leaves run --direct -- '-m 512M'
t_has "... are told apart" '"-m 512M" is one word to QEMU: write "-m", "512M"' "$t_err"

# On a desktop QEMU opens a window, if it can.
leave 16
mkdir -p bin
fake_qemu() {	# DISPLAYS: what it can open, for `-display help`
	printf '#!/bin/sh\ncase "$*" in *"-display help") printf "%s" ;;\n' "$1" >bin/qemu
	printf '*--version) echo "QEMU emulator version 9.0.0" ;;\nesac\n' >>bin/qemu
	chmod +x bin/qemu
}
dry_run() {	# ARGUMENT...: on a terminal, what `run` would start
	t_run t_limit 60 script -q -e -c "env DISPLAY=:77 QEMU=$PWD/bin/qemu $INGOT -q -C leaves \
		run --direct --dry-run $*" /dev/null
}
if script -q -e -c true /dev/null >/dev/null 2>&1 </dev/null; then
	fake_qemu 'Available display backend types:\\nnone\\ndbus\\n'
	dry_run
	t_has "a QEMU without windows" "no window: this QEMU has no support for one"
	t_has "... shows nothing to the network" "-display none"
	dry_run -- -display none
	t_lacks "... which is not said if it is wanted" "no window"
	fake_qemu 'Available display backend types:\\nnone\\ngtk\\n'
	dry_run
	t_lacks "with windows again, without a change of its version" "no window"
	t_lacks "... it opens one" "-display none"
else
	t_skip "QEMU's window" "there is no script(1) that runs a command"
fi

leave 16
t_ok "a run" t_limit 60 "$INGOT" -q -C leaves run --direct
t_ok "a dry run" "$INGOT" -q -C leaves run --direct --dry-run -- -name 'two words'
tail -n 1 "$t_out" >command
t_has "... quotes what a shell would split" "-name 'two words'" command
(cd leaves && t_run t_limit 60 sh ../command
echo "$t_status" >../status)
t_is "... shows a command that does it by hand" 33 "$(cat status)"
t_has "... with the console on the terminal" "ready" "$t_out"
t_done
