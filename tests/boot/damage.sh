# damage: sourced by run.sh. Configuration files, and disks that are broken.

letters() {	# BYTES: a module that kernel.c knows
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "%s", substr("abcdefghij", i % 10 + 1, 1)
	}'
}
letters 100000 > "$out/module-with-a-long-name.bin"
letters 3 > "$out/m.txt"
: > "$out/mempty"
cat > "$out/ingot.conf" <<'END'
# what the boot tests load
kernel=boot/Other Kernel.elf
cmdline=root=/dev/ram0  quiet
module=boot/module-with-a-long-name.bin
module=boot/mempty
module=boot/m.TXT
END
make_kernel "Other Kernel.elf" $high -DEXPECT_MODULES=3 \
	"-DEXPECT_COMMAND_LINE=\"root=/dev/ram0  quiet\""
make_image conf 8 12 ingot.conf "Other Kernel.elf" module-with-a-long-name.bin m.txt mempty
boots "ingot.conf: kernel, command line, modules" conf

conf() {	# TEXT: an image whose ingot.conf is the text
	printf '%b' "$1" > "$out/ingot.conf"
	make_image conf 8 12 ingot.conf kernel=good
}
conf '# nothing\n\n'
boots "an empty ingot.conf" conf
conf 'cmdline=\nkernle=boot/kernel\n'
refuses "an unknown key" 17 "boot/ingot.conf, line 2: unknown key kernle" conf
conf 'kernel=boot/nothing\n'
refuses "a kernel that is not there" 18 "the EFI system partition has no file boot/nothing" conf
conf 'module=boot/nothing\n'
refuses "a module that is not there" 19 "the EFI system partition has no module boot/nothing" conf
make_image nothing 8 12
refuses "an empty volume" 18 "the EFI system partition has no file boot/kernel" nothing

# A file in pieces: every second one of many small files goes, then the kernel comes.
make_esp pieces 8 12
letters 9000 > "$out/filler"
for i in 10 11 12 13 14 15 16 17 18 19; do
	mcopy -i "$out/pieces.esp" "$out/filler" "::boot/f$i"
done
for i in 10 12 14 16 18; do
	mdel -i "$out/pieces.esp" "::boot/f$i"
done
mcopy -i "$out/pieces.esp" "$out/good" ::boot/kernel
wrap_esp pieces
boots "a kernel in pieces" pieces

make_image bad 8 12 kernel=good
cp "$out/bad.img" "$out/whole.img"
damaged_disk() {	# NAME ERROR TEXT OFFSET BYTES: the whole image, bytes changed
	cp "$out/whole.img" "$out/bad.img"
	poke bad.img "$4" "$5"
	refuses "$1" "$2" "$3" bad
}
esp=$((esp_lba * 512))
damaged_disk "no GPT" 13 "the disk has no GUID partition table" 512 X
damaged_disk "a GPT header changed" 13 "GPT header is damaged" 560 X
damaged_disk "a GPT entry changed" 13 "GPT entries are damaged" 1100 X
damaged_disk "sectors per cluster 3" 15 "the EFI system partition is not a valid FAT volume: \
sectors per cluster is 3" $((esp + 13)) '\003'
damaged_disk "no BPB signature" 15 "the EFI system partition is not a valid FAT volume" \
	$((esp + 510)) '\000'
cp "$out/whole.img" "$out/bad.img"
sgdisk -t 2:8300 "$out/bad.img" > /dev/null
refuses "no EFI system partition" 14 "the disk has no EFI system partition" bad

# The chain of boot/kernel begins in cluster 3, after boot/ itself in 2.
reserved=$(od -An -tu2 -j $((esp + 14)) -N 2 "$out/whole.img" | tr -d ' ')
fat=$((esp + reserved * 512))
damaged_disk "a cluster chain that loops" 16 "a cluster chain is longer" $((fat + 4)) \
	'\077\000'
damaged_disk "a cluster outside the volume" 16 "a file's cluster chain leads to cluster" \
	$((fat + 6)) '\376\356\376\356\376'

# Stage 1: its one digit. It has no room for sentences.
digit() {	# NAME DIGIT IMAGE
	# shellcheck disable=SC2046
	expect "$1" $(((0x20 + $2) * 2 + 1)) "ingot loader: error $2" $(ide "$3") -vga std
}
cp "$out/whole.img" "$out/bad.img"
poke bad.img 432 '\000\000'
digit "stage 2 of no length" 3 bad
poke bad.img 432 '\200\000'
digit "stage 2 of 128 sectors" 3 bad
cp "$out/whole.img" "$out/bad.img"
poke bad.img $((stage2_lba * 512 + 4)) XXXX
digit "stage 2 overwritten" 4 bad
cp "$out/whole.img" "$out/bad.img"
flip bad.img $(((stage2_lba + stage2_first - 1) * 512 + 511))
digit "the last byte of stage 2's first part changed" 4 bad
cp "$out/whole.img" "$out/bad.img"
flip bad.img 436
digit "another checksum of stage 2's first part" 4 bad

cp "$out/whole.img" "$out/bad.img"
poke bad.img 424 "$(le64 1500)"
poke bad.img 436 '\000\000\000\000'
digit "zeros, and a sum of zero" 4 bad

# The rest of stage 2, which its first part reads, and must not need.
poke_rest() {	# IMAGE: each byte of it is an INT3
	dd if=/dev/zero bs=512 count=$((stage2_sectors - stage2_first)) 2> /dev/null |
		tr '\000' '\314' |
		dd of="$out/$1" bs=512 seek=$((stage2_lba + stage2_first)) conv=notrunc 2> /dev/null
}
rest_damaged="the loader on the disk is damaged: checksum 0x"
cp "$out/whole.img" "$out/bad.img"
flip bad.img $(((stage2_lba + stage2_sectors - 1) * 512 + 511))
refuses "the last byte of stage 2 changed" 4 "$rest_damaged" bad
cp "$out/whole.img" "$out/bad.img"
flip bad.img 412
refuses "another checksum of stage 2's rest" 4 "$rest_damaged" bad
cp "$out/whole.img" "$out/bad.img"
poke_rest bad.img
refuses "the rest of stage 2 overwritten, on IDE" 4 "$rest_damaged" bad
# A disk that ends there: nobody can read on, and nobody waits for that. (On AHCI
# and virtio SeaBIOS does not read even the first sector of so small a disk.)
head -c $(((stage2_lba + stage2_first + 9) * 512 + 100)) "$out/whole.img" > "$out/cut.img"
refuses "a disk that ends within stage 2, on IDE" 12 \
	"the disk (drive 0x80) fails to read sector" cut
bad_on() {	# NAME QEMU_ARGUMENTS...
	refused=$1
	shift
	expect "the rest of stage 2 overwritten, on $refused" $(((0x20 + 4) * 2 + 1)) \
		"ingot loader: error 4: $rest_damaged" "$@" -vga std
}
bad_on virtio -drive "format=raw,if=virtio,file=$out/bad.img"
bad_on AHCI -M q35 -drive "format=raw,if=none,id=d,file=$out/bad.img" -device ide-hd,drive=d

# An exception in the loader: ud2 in place of its loader_main.
if [ -f "$out/stage2.elf" ] && command -v "$nm" > /dev/null; then
	address=$("$nm" "$out/stage2.elf" | sed -n 's/ [Tt] loader_main$//p')
	cp "$stage2" "$out/broken.bin"
	poke broken.bin $((0x$address - 0x8000)) '\017\013'
	whole=$stage2
	stage2=$out/broken.bin
	stage2_sum='' stage2_rest_sum=''
	make_image bad 8 12 kernel=good
	stage2=$whole
	stage2_sum='' stage2_rest_sum=''
	refuses "an exception in the loader" 8 "exception 6 in the loader itself: RIP 0x" bad
else
	verdict 0 "an exception in the loader # SKIP no stage2.elf or no $nm"
fi

