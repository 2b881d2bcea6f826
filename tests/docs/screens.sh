#!/bin/sh
# The pictures of the reference kernel's screen, docs/kernel.png and docs/crash.png: what
# the kernel shows today, read from its pixels by the font, is what tests/golden/screen_*
# say, but for numbers. T_UPDATE=1 takes the pictures and their texts anew.
. "$(dirname "$0")/../tap.sh"
t_need mkfifo od

t_copy kernel
t_ok "the kernel has an image" "$INGOT" -C kernel image || t_show_run
image=$PWD/kernel/build/x86_64-os/debug/kernel.img

# wait_for TEXT FILE: false if it does not come.
wait_for() {
	tries=600
	until grep -q -e "$1" "$2" 2>/dev/null; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.1
	done
}

# The text of a screenshot; see screen.awk.
read_screen() {	# FILE.ppm
	od -A n -v -t u1 "$1" | awk -f "$t_root/tests/docs/screen.awk" \
		"$t_root/kit/console/font.txt" - | sed -e :a -e '/^[ \n]*$/{$d;N;ba' -e '}'
}

# Takes the screen until it shows TEXT and the CPU has halted, which is when all is drawn:
# what is on the serial port is about to be.
take_screen() {	# NAME TEXT
	tries=300
	while [ $tries -gt 0 ]; do
		rm -f "$1.done"
		echo "info registers" >&3
		echo "screendump $PWD/$1.ppm" >&3
		echo "screendump $PWD/$1.png -f png" >&3
		echo "pmemsave 0 1 \"$PWD/$1.done\"" >&3 # when that is there, these are
		wait_for "" "$1.done" || return 1
		read_screen "$1.ppm" >"$1.text"
		halted=$(sed -n 's/.*HLT=\([01]\).*/\1/p' "$1.monitor" | tail -n 1)
		[ "$halted" = 1 ] && grep -q -e "$2" "$1.text" && return 0
		sleep 0.1
		tries=$((tries - 1))
	done
	return 1
}

# As much memory for the screen as 800 x 600 pixels take, which a page shows unscaled.
# Without a device for exit codes the machine halts where it crashes.
machine() {
	t_limit 240 "${QEMU:-qemu-system-x86_64}" -M pc -nodefaults -no-user-config \
		-no-reboot -smp 4 -vga none -device VGA,vgamem_mb=2 -display none \
		-drive "file=$image,format=raw,snapshot=on" -serial "file:$1.serial" \
		-fw_cfg name=opt/ingot/input,string=terminal -rtc base=2026-11-25T10:10:36 \
		-monitor "pipe:$PWD/$1" </dev/null
}

press() {	# TEXT
	echo "$1" | sed 's/ /_/g; s/./&\n/g' | while read -r key; do
		case $key in
		'') ;;
		_) echo "sendkey spc" ;;
		*) echo "sendkey $key" ;;
		esac
	done >&3
	echo "sendkey ret" >&3
}

# screen NAME LAST COMMAND...: the screen behind these commands, of which the last
# prints LAST.
screen() {
	name=$1
	last=$2
	shift 2
	mkfifo "$name.in" "$name.out" || exit 1
	cat "$name.out" >"$name.monitor" &
	machine "$name" >"$name.qemu" 2>&1 &
	exec 3>"$name.in"
	wait_for 'Type "help"' "$name.serial"
	for command; do
		press "$command"
	done
	wait_for "$last" "$name.serial"
	t_ok "$name.png: the screen is taken" take_screen "$name" "$last"
	echo quit >&3
	exec 3>&-
	wait
	file=$t_root/tests/golden/screen_$name
	if [ "${T_UPDATE-}" = 1 ]; then
		cp "$name.text" "$file"
		cp "$name.png" "$t_root/docs/$name.png"
	fi
	same_text "$name.text" >now
	same_text "$file" >golden
	t_ok "docs/$name.png says what is seen now" cmp now golden ||
		diff golden now | t_comment "screen_$name (<) and what is now (>)"
	t_ok "docs/$name.png is a picture" grep -q IHDR "$t_root/docs/$name.png"
}

# Numbers, and how wide they are, differ from run to run; frames from clang to clang.
same_text() {
	sed 's/0x[0-9a-f]*/0xN/g; s/[0-9][0-9.]*/N/g; s/  */ /g' "$1" | uniq
}

screen kernel "of these" cpus ls time
screen crash "#4" "fault null"
t_has "the crash's headline is red" "R page fault reading 0x8" crash.text
t_has "... its cause yellow" "Y   likely cause: null pointer" crash.text
t_has "... its place white" "W   #0 0x" crash.text
t_has "... with the function's name" " in read_null+0x" crash.text
t_lacks "the serial port has addresses alone" " in read_null" crash.serial
t_lacks "every cell is a glyph of the font" "?" crash.text
t_done
