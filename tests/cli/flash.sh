#!/bin/sh
# ingot flash: a loop device stands for a stick, by a file over its "removable" in sysfs
# that only a mount namespace of the test's sees.
. "$(dirname "$0")/../tap.sh"
t_need script dd cmp sgdisk

# --- Without a disk ------------------------------------------------------------------

t_status "--yes alone" 2 "$INGOT" flash --yes
t_has "is refused" "ingot flash: --yes needs a DEVICE" "$t_err"
t_has "with what lists them" 'hint: `ingot flash` alone lists them' "$t_err"
t_status "what may not be written is said before anybody is asked" 3 "$INGOT" flash /dev/null
t_has "with its reason" "error: this is not a disk" "$t_err"
t_status "a file" 3 "$INGOT" flash "$t_root/Makefile" --yes
t_has "is no disk" "error: this is not a disk" "$t_err"
t_has "but an image may go there" 'hint: `ingot image -o FILE` writes an image' "$t_err"
t_status "a device that is not there" 3 "$INGOT" flash /dev/nothing --yes
t_has "is not found" "/dev/nothing: error: cannot find this disk: No such file" "$t_err"
t_has "where they are listed is said" 'hint: `ingot flash` alone lists the disks' "$t_err"

# --- With one ------------------------------------------------------------------------

skip() {
	t_skip "sticks" "$1"
	t_done
	exit
}
[ "$(uname -s)" = Linux ] || skip "loop devices are Linux's"
[ "$(id -u)" = 0 ] || skip "loop devices are root's"
[ -d /sys/dev/block ] || skip "sysfs is not mounted"
unshare -m true 2>unshare.err || skip "$(cat unshare.err)"
dd if=/dev/zero of=medium bs=1048576 seek=16 count=0 2>/dev/null
disk=$(losetup --show -f "$PWD/medium" 2>losetup.err) || skip "$(cat losetup.err)"
disk_end() {
	losetup -d "$disk" 2>/dev/null
	t_end
}
trap disk_end EXIT
loop=/sys/block/${disk#/dev/}
mkdir mount empty
echo 1 >one
printf '0\n' >zero

"$INGOT" -q new hello || exit 1

# with SCRIPT ARGUMENT...: runs it where the disk, and no other, is removable.
with() {
	t_alone='for other in /sys/block/*/removable; do
			mount --bind zero "$other" || exit 9
		done
		mount --bind one '"$loop"'/removable || exit 9
		'$1
	shift
	unshare -m sh -c "$t_alone" sh "$INGOT" "$disk" "$@"
}
# on_terminal ANSWER COMMAND: what it shows there, in `shown`; its status is in `status`.
on_terminal() {
	printf '%s\n' "$2; echo \$? >status" >session.sh
	printf '%s\n' "$1" | with 'NO_COLOR=1 TERM=xterm script -q -c "sh session.sh" screen' \
		>/dev/null 2>&1
	grep -v '^Script ' screen | tr -d '\r' >shown
}
untouched() {
	t_is "$1: the disk is as it was" "$old" "$(cksum <medium)"
}
old=$(cksum <medium)

t_status "a disk that is built in" 3 "$INGOT" flash "$disk" --yes
t_has "is refused" "$disk: error: this disk is not removable" "$t_err"
t_has "with another way" "\`ingot image -o $disk --force\`" "$t_err"

t_ok "the list" with '"$1" flash'
t_is "has the stick" "DEVICE SIZE MODEL STATE
$disk 16.0 MiB - ready" "$(tr -s ' ' <"$t_out")"
t_is "and asks nobody without a terminal" "" "$(cat "$t_err")"
t_ok "no stick" with 'mount --bind zero '"$loop"'/removable && "$1" flash'
t_has "is said" "Found no removable disk" "$t_err"
t_status "no sysfs" 3 with 'mount --bind empty /sys && "$1" flash'
t_has "no list" "/sys: error: cannot list the disks: No such file or directory" "$t_err"
t_has "another way" "ingot image -o FILE" "$t_err"
t_status "no sysfs, a disk that is named" 3 with 'mount --bind empty /sys && "$1" flash "$2" --yes'
t_has "... is refused by name" "$disk: error: cannot tell what this disk is: No such" "$t_err"
t_status "a device that is no disk of sysfs" 3 with \
	'mount --bind empty /sys/block && "$1" flash "$2" --yes'
t_has "... is refused" "$disk: error: this is not a disk that can be flashed" "$t_err"
t_status "a name alone" 3 with '"$1" flash "${2#/dev/}" --yes'
t_has "... of a disk" "hint: did you mean $disk?" "$t_err"
t_status "no medium" 3 with 'mount --bind zero '"$loop"'/size && "$1" flash "$2" --yes'
t_has "... is said" "$disk: error: there is no medium in this drive" "$t_err"
t_status "a stick with its switch on" 3 with 'mount --bind one '"$loop"'/ro &&
	"$1" flash "$2" --yes'
t_has "... is refused" "$disk: error: this disk is write-protected" "$t_err"
t_ok "... and listed" with 'mount --bind one '"$loop"'/ro && "$1" flash'
t_has "... as that" "-      write-protected" "$t_out"
untouched "refused"

t_status "no terminal" 2 with '"$1" flash "$2"'
t_has "is no answer" "ingot flash: there is no terminal to ask on" "$t_err"
t_has "with what to do" "hint: add --yes: what is on $disk is lost then" "$t_err"
t_ok "--dry-run" with '"$1" -C hello flash "$2" --dry-run'
t_has "prints commands" "-c src/main.c" "$t_err"
untouched "--dry-run"

on_terminal n "'$INGOT' -C hello flash $disk"
t_has "the question" \
	"Write hello.img ($(wc -c <hello/build/x86_64-os/debug/hello.img |
		awk '{ printf "%.1f MiB", $1 / 1048576 }')) to $disk, 16.0 MiB? All on it" shown
t_is "no is no" 3 "$(cat status)"
t_has "... and is said" "error: ingot flash: the answer was not \"y\": $disk is as it was" shown
untouched "no"
on_terminal y "'$INGOT' -C hello flash"
t_is "the only one, and yes" 0 "$(cat status)"
t_has "is listed" "$disk  16.0 MiB  -" shown
t_has "asked about" "to $disk, 16.0 MiB? All on it is lost. [y/N]" shown
t_has "written" "Overwriting $disk (16.0 MiB)" shown
t_has "with a bar" "     Writing hello.img [" shown
t_has "... and one for what is read back" "   Comparing hello.img [" shown
t_has "and free to go" "read back and compared; it can be unplugged now" shown

# part FILE: without what differs between an image and a larger disk: both tables.
part() {
	dd if="$1" bs=512 skip=34 count=$(($(wc -c <hello/build/x86_64-os/debug/hello.img) / 512 -
		67)) 2>/dev/null
}
part medium >medium.part
part hello/build/x86_64-os/debug/hello.img >hello.part
t_ok "the stick has the image" cmp medium.part hello.part
t_run sgdisk -v medium
t_has "and a table for its size" "No problems found"
dd if=/dev/zero of="$disk" bs=1048576 count=16 2>/dev/null
t_ok "--yes asks nobody" with '"$1" -C hello flash "$2" --yes'
t_lacks "... not a word" "[y/N]" "$t_err"
t_lacks "... nor a bar, without a terminal" "Writing" "$t_err"
t_has "... but a line" "Overwriting $disk (16.0 MiB)" "$t_err"
part medium >medium.part
t_ok "... and writes" cmp medium.part hello.part

if mkfs.ext2 -q "$disk" 2>mkfs.err; then
	t_status "a mounted stick" 3 with 'mount "$2" mount && "$1" flash "$2" --yes'
	t_has "is refused" "mounted at $PWD/mount" "$t_err"
	t_has "with the way" "hint: if it is the right disk, unmount it first: umount" "$t_err"
	t_ok "and listed" with 'mount "$2" mount && "$1" flash'
	t_has "... as that" "-      mounted at $PWD/mount" "$t_out"
else
	t_skip "a mounted stick" "$(tail -1 mkfs.err)"
fi
if addpart "$disk" 1 2048 20000 2>part.err; then
	t_status "a partition" 3 with '"$1" flash "${2}p1" --yes'
	t_has "is refused" "${disk}p1: error: this is a partition, and an image is a whole disk" \
		"$t_err"
	t_has "with its disk" "hint: name the disk: $disk" "$t_err"
	delpart "$disk" 1
else
	t_skip "a partition" "$(tail -1 part.err)"
fi
losetup -d "$disk"

rm medium
dd if=/dev/zero of=medium bs=1048576 seek=1 count=0 2>/dev/null
old=$(cksum <medium)
disk=$(losetup --show -f "$PWD/medium")
loop=/sys/block/${disk#/dev/}
t_status "a stick that is too small" 3 with '"$1" -C hello flash "$2" --yes'
t_has "is refused" "$disk: error: the disk is too small: it has 1048576 bytes" "$t_err"
untouched "too small"
t_done
