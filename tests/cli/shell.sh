#!/bin/sh
# The reference kernel as whoever starts it sees it: its report where nobody
# types, its shell where somebody does, on the serial port and on the keyboard.
. "$(dirname "$0")/../tap.sh"
t_need mkfifo file

t_copy kernel
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' "$t_root/abi/version.h")
attended=name=opt/ingot/input,string=terminal

# types STATUS NAME SCRIPT ARGUMENTS...: typed on the serial line. SCRIPT is
# printf's.
types() {
	types_status=$1
	types_name=$2
	# shellcheck disable=SC2059
	printf "$3" >script
	shift 3
	t_limit 120 "$INGOT" -C kernel run "$@" -- -fw_cfg $attended \
		<script >"$t_out" 2>"$t_err"
	t_status=$?
	t_is "$types_name" "$types_status" $t_status || t_show_run
}

# ---- Nobody there ----

t_ok "without a terminal it reports and ends" t_limit 120 "$INGOT" -C kernel run --smp 4
t_has "how it was booted" "Ingot reference kernel $version, booted by Ingot loader $version (BIOS)"
t_has "that all CPUs run" "[cpu]    4 of 4 CPUs online"
t_has "what it computes" "pi = 3.141592653589793"
t_has "its devices" "VGA controller"
t_has "its files" "doc/keys.txt"
t_has "what the start took" "loader "
t_lacks "no colours for a file" "$(printf '\033')"
t_ok "without a disk, too" t_limit 120 "$INGOT" -C kernel run --direct
t_has "with its files" "doc/keys.txt"
t_ok "on 64 CPUs" t_limit 120 "$INGOT" -C kernel run --direct --smp 64
t_has "all of them" "[cpu]    64 of 64 CPUs online"
t_has "to the last" " 63       63 "
t_ok "in little memory" t_limit 120 "$INGOT" -C kernel run --direct --memory 24
t_has "it reports" "loader "
t_ok "without devices" t_limit 120 "$INGOT" -C kernel run --direct -- \
	-M pc,i8042=off,hpet=off -device VGA
t_has "it names what is missing" "[input]  keyboard: "

# Without Ingot's own arguments, to whose end a serial port belongs.
t_ok "an image" "$INGOT" -C kernel image
bare() {	# SCREEN
	t_limit 60 "${QEMU:-qemu-system-x86_64}" -M pc -nodefaults -no-user-config -vga "$1" \
		-display none -drive file=kernel/build/x86_64-os/debug/kernel.img,format=raw \
		-fw_cfg name=opt/ingot/input,string=none -no-reboot
}
t_ok "without a serial port" bare std
t_ok "without a screen either" bare none

# ---- The serial line ----

commands='help\nmem\ncpus\nls\nls doc\ncat motd doc/files.txt\nirq\npci\n'
commands=$commands'map 0xffffffff80001000\ncounters\nlog\nbench\nlocks\ntime\noff\n'
types 0 "what is typed is done" "$commands" --smp 4
t_has "help" "power off"
t_has "mem" "largest free block"
t_has "cpus" "  3        3 "
t_has "ls" "  motd"
t_has "cat" "This kernel is plain C"
t_has "cat of two" "reads it in place"
t_has "irq" "I/O APIC 0 at 0xfec00000"
t_has "pci" "1234:1111  VGA controller"
t_has "map" "read-only, executable"
t_has "counters" "  shell_commands"
t_has "log" "info  cpu       4 of 4 CPUs online"
t_has "bench" "call on all CPUs (IPI)"
t_has "locks" "  heap"
t_has "time" "uptime "
sed 's/\x1b\[[0-9;]*[mK]//g; s/\r$//' "$t_out" | awk 'length($0) > 80' >wide
t_is "no line is wider than 80 columns" '' "$(cat wide)"
types 0 "optimized, too" 'locks\noff\n' --release
t_has "without what costs" "locks: no lock statistics in a release build"

types 0 "editing by terminal keys" \
	'lls\b\033[D\033[D\177\033[C\nhel\tx\025cat mo\t\n\033[A\nzzz\003off\n'
t_is "completed, and repeated" 2 "$(grep -c "^Welcome. This kernel is plain" "$t_out")"
types 0 "Control-D switches off" 'mem\n\004'

# Each byte but the one that ends the shell; then more than a line holds.
{
	awk 'BEGIN { for (i = 1; i < 256; i++) if (i != 4) printf "\\%03o", i }'
	printf '\\n'
	awk 'BEGIN { for (i = 0; i < 300; i++) printf "x" }'
	printf '\\nfault nothing\\ncat /etc/passwd\\nlog x y\\nstill here\\noff\\n'
} >garbage
types 0 "garbage is survived" "$(cat garbage)"
t_has "too long a line" "line too long: the limit is 72 characters (LINE_MAX)"
t_has "a fault that is none" "fault: unknown kind \"nothing\""
t_has "a file that is none" "cat: /etc/passwd: not found in the archive"
t_has "a level that is none" "log: unknown level \"y\""
t_has "a command that is none" "unknown command \"still\""

# ---- How it ends ----

types 6 "a panic" 'panic out of coffee\n'
t_has "says what it was told" ": out of coffee"
types 6 "a reboot" 'reboot\n' --direct
t_has "is one" "the guest reset the machine" "$t_err"

ends() {	# KIND TEXT
	types 6 "fault $1" "fault $1\\n" --direct --smp 2
	t_has "is reported: $1" "$2"
}
ends area "below the area \"fault\""
ends assert "one == 2"
ends breakpoint "breakpoint, exception 3"
ends code "(read-only), exception 14"
ends cpus "likely cause: null pointer"
ends data "(not executable), exception 14"
ends deadlock "\"fault\""
ends divide "divide error, exception 0"
ends float "likely cause: "
ends free "double free"
ends integer "undefined behaviour"
ends null "likely cause: null pointer"
ends nowhere "general protection fault, exception 13"
ends opcode "invalid opcode, exception 6"
ends stack "stack overflow"
sed -n 's/^	{ "\([a-z]*\)", "[^"]*", [a-z_]* },$/\1/p' kernel/src/faults.c >kinds
t_is "that is all that can be broken" 15 "$(wc -l <kinds | tr -d ' ')"

# ---- Keyboard ----

wait_for() {	# TEXT FILE
	tries=300
	until grep -q "$1" "$2" 2>/dev/null || [ $tries -eq 0 ]; do
		sleep 0.1
		tries=$((tries - 1))
	done
}
# QEMU's monitor, on two pipes, presses the keys.
mkfifo keys.in keys.out
{
	wait_for 'Type "help"' typed
	for key in h e l p ret c a t spc m o t d ret o f f ret; do
		echo "sendkey $key"
	done
	sleep 20
} >keys.in 2>/dev/null &
cat keys.out >/dev/null 2>&1 &
listener=$!
t_limit 60 "$INGOT" -C kernel run -- -fw_cfg $attended -monitor "pipe:$PWD/keys" \
	</dev/null >typed 2>"$t_err"
t_is "what is typed on the keyboard switches it off" 0 $? || cat "$t_err"
kill $listener 2>/dev/null
t_has "after it was done" "power off" typed
t_has "line by line" "This kernel is plain C" typed

# ---- A terminal ----

if command -v script >/dev/null && script -qec true /dev/null >/dev/null 2>&1; then
	{
		wait_for 'Type "help"' seen
		printf 'cat motd\roff\r'
		sleep 5
	} | t_limit 60 script -qec "'$INGOT' -C kernel run" /dev/null >seen 2>&1
	t_has "on a terminal there is a shell" "This kernel is plain C" seen
else
	t_skip "on a terminal there is a shell" "no script(1) that takes -c here"
fi

# ---- Screen ----

types 0 "a screenshot" 'cpus\ncat motd\nbench\noff\n' --smp 4 --screenshot screen.png
file kernel/screen.png >kind
t_has "is a picture of the screen" "PNG image data, 1024 x 768" kind
t_done
