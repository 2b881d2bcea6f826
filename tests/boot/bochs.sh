#!/bin/sh
# The BIOS loader on another machine than QEMU's: Bochs, with its own BIOS, its
# own disk controller and processors that are of one model in all they do.
. "$(dirname "$0")/../tap.sh"
bochs=${BOCHS:-bochs}

# The first of these paths that is there.
first_file() {
	for candidate; do
		[ ! -f "$candidate" ] || { echo "$candidate"; return; }
	done
}

if ! command -v "$bochs" >/dev/null 2>&1; then
	sh "$t_root/scripts/setup.sh" --dry-run test 2>&1 | grep -q -w bochs &&
		t_need "$bochs"
	t_skip "the reference kernel greets" "this system has no package of Bochs"
	t_done
fi
program=$(command -v "$bochs")
share=${program%/bin/*}/share/bochs
bios=$(first_file "${BXSHARE:-$share}/BIOS-bochs-latest" /usr/share/bochs/BIOS-bochs-latest)
vga=$(first_file "${BXSHARE:-$share}/VGABIOS-lgpl-latest" "${BXSHARE:-$share}"/VGABIOS-lgpl*.bin \
	/usr/share/bochs/VGABIOS-lgpl-latest /usr/share/vgabios/vgabios.bin)
if [ -z "$bios" ] || [ -z "$vga" ]; then
	echo "Bail out! Bochs is here, but not its BIOS and its VGA BIOS"
	exit 1
fi

# A disk of whole cylinders. Disk "$1" with processor $2 and display $3.
configure() {
	cat >config <<END
config_interface: textconfig
display_library: $3
memory: guest=64, host=64
romimage: file="$bios"
vgaromimage: file="$vga"
cpu: model=$2, count=1, ips=200000000
ata0: enabled=true, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=disk, path="$1", mode=flat, cylinders=$cylinders, heads=16, spt=63
boot: disk
com1: enabled=true, mode=file, dev=serial
log: log
panic: action=fatal
error: action=report
info: action=report
debug: action=ignore
speaker: enabled=false
sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
END
}

# Runs it until the serial line has the text $1 and, if $2 is given, it ends by
# itself; a minute at most. A Bochs with a debugger waits for "c".
bochs_until() {
	rm -f serial disk.img.lock
	echo c >commands
	# The helper itself, not a shell around it: to be killed with all it started.
	"$t_timeout" 60 "$bochs" -q -f config $debugger >"$t_out" 2>"$t_err" </dev/null &
	child=$!
	tries=120
	while kill -0 $child 2>/dev/null && [ $tries -gt 0 ]; do
		[ -n "${2-}" ] || ! grep -q -F -e "$1" serial 2>/dev/null || break
		sleep 0.5 2>/dev/null || sleep 1
		tries=$((tries - 1))
	done
	kill $child 2>/dev/null
	wait $child 2>/dev/null
	[ -f serial ] || : >serial
	[ -f log ] || : >log
}

debugger=
"$bochs" --help 2>&1 | grep -q -e '-rc filename' && debugger="-rc commands"

# One that needs no screen: "nogui", else a VNC server that waits for nobody.
find_display() {
	for display in nogui 'rfb, options="timeout=0"'; do
		configure disk.img corei7_haswell_4770 "$display"
		bochs_until Hello end
		! grep -q "not available" "$t_out" "$t_err" || continue
		return
	done
}

# Nobody types here, and Bochs has no way to say so but the command line.
t_copy kernel
awk '{ print } /^image:/ { print "  cmdline: shell=off" }' "$t_root/kernel/ingot.yaml" \
	>kernel/ingot.yaml || exit 1
t_run t_limit 300 "$INGOT" -C kernel image -o "$PWD/disk.img" || {
	echo "Bail out! ingot makes no image"
	sed 's/^/# /' "$t_err"
	exit 1
}
cylinders=$((($(wc -c <disk.img) + 516095) / 516096))
dd if=/dev/null of=disk.img bs=516096 seek=$cylinders 2>/dev/null

find_display
t_has "the reference kernel greets" "Ingot reference kernel" serial
t_has "it is the processor's model that is there" "i7-4770" serial
t_has "it computes" "pi = 3.141592653589793" serial
t_has "it switches the machine off" "ACPI control: soft power off" log

configure disk.img p3_katmai "$display"
no_long_mode="ingot loader: error 6: this processor has no 64-bit (long) mode"
bochs_until "$no_long_mode"
t_has "a processor without long mode is refused" "$no_long_mode" serial

dd if=/dev/zero of=disk.img bs=512 seek=1 count=1 conv=notrunc 2>/dev/null
configure disk.img corei7_haswell_4770 "$display"
bochs_until "error 13: "
t_has "a disk without partition table is refused" "ingot loader: error 13: " serial
t_done
