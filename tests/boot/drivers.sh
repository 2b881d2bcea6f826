# drivers: sourced by run.sh. Disks that the loader drives itself: that it does,
# that it takes the right one, and that the firmware reads on when it cannot.
#
# What is seen is QEMU's trace of the commands that a disk gets. The firmware
# reads by READ SECTORS (0x20) on IDE and READ DMA (0xc8) on AHCI, the loader
# by READ DMA EXT (0x25).

make_image driven 16 16 kernel=good

# The event has one name in QEMU 7, and another since.
ide_event=$("$qemu" -trace help | grep -x -E 'ide_(bus_)?exec_cmd') || :
ide_trace="-d trace:$ide_event -D $out/trace"
ahci_trace="-d trace:handle_cmd_fis_dump -D $out/trace"
ahci_disk="-drive format=raw,if=none,id=d,file=$out/driven.img -device ide-hd,drive=d"

# The commands in the trace, of either kind, one a line: 25, c8...
commands() {
	sed -n -e 's/.*IDE exec cmd.* cmd 0x\(..\)$/\1/p' \
		-e 's/^0x00: 27 80 \(..\) .*/\1/p' "$out/trace"
}

# What follows the first 25: how many commands there are of a kind.
count_after_driver() {	# COMMAND
	commands | awk -v wanted="$1" '$1 == "25" { on = 1 } on && $1 == wanted { n++ }
		END { print n + 0 }'
}

driven() {	# NAME FIRMWARE_COMMAND ONWARD QEMU_ARGS...: ONWARD, whether the
		# firmware reads again after the driver has: yes, no
	driven_name=$1
	driven_firmware=$2
	driven_onward=$3
	shift 3
	rm -f "$out/trace"
	expect "$driven_name" 33 "all promises hold" -vga std "$@"
	ours=$(count_after_driver 25)
	theirs=$(count_after_driver "$driven_firmware")
	seen=no
	[ "$theirs" -eq 0 ] || seen=yes
	if [ "$ours" -gt 0 ] && [ $seen = "$driven_onward" ]; then
		verdict 0 "$driven_name: the commands"
	else
		verdict 1 "$driven_name: the commands"
		echo "# got: $(commands | tr '\n' ' ')"
	fi
}

# shellcheck disable=SC2086,SC2046
{
	driven "IDE by bus mastering" 20 no $(ide driven) $ide_trace
	driven "IDE, second channel, second device" 20 no \
		-drive format=raw,if=ide,index=3,file="$out/driven.img" $ide_trace
	driven "AHCI by its own lists" c8 no -M q35 $ahci_disk $ahci_trace
	driven "AHCI, fourth port of a card" c8 no -device ahci,id=card $ahci_disk,bus=card.3 \
		$ahci_trace
	driven "AHCI, behind a bridge" c8 no -M q35 -device pcie-root-port,id=root,chassis=1 \
		-device ich9-ahci,id=card,bus=root $ahci_disk,bus=card.2 $ahci_trace
}

# An error of the disk ends the driver, and the firmware reads on.
failing_once() {	# DRIVE_ARGS IMAGE SECTOR
	printf '%s' "-drive $1,format=raw,file.driver=blkdebug,file.image.driver=file,"
	printf '%s' "file.image.filename=$out/$2.img,file.inject-error.0.event=read_aio,"
	printf '%s' "file.inject-error.0.errno=5,file.inject-error.0.sector=$3,"
	printf '%s' "file.inject-error.0.once=on"
}
# shellcheck disable=SC2086,SC2046
{
	driven "IDE that fails once" 20 yes $(failing_once if=ide driven 2049) $ide_trace
	driven "AHCI that fails once" c8 yes -M q35 $(failing_once if=none,id=d driven 2049) \
		-device ide-hd,drive=d $ahci_trace
	# Two controllers at the same ports: the disk obeys the one, and DMA is
	# asked of the other, in vain.
	driven "IDE whose DMA never begins" 20 yes $ide_trace -device piix4-ide,id=other \
		-drive format=raw,if=none,id=d,file="$out/driven.img" \
		-device ide-hd,drive=d,bus=other.1
}

# No PCI, no DMA: the firmware reads from the beginning.
make_kernel bare $high "-DCONFIG=.version=BOOT_CONFIG_VERSION,.size_bytes=sizeof(struct \
	boot_config),.physical_memory={0,BOOT_MAP_MODE_OFF,0}"
make_image bare 16 16 kernel=bare
# shellcheck disable=SC2046,SC2086
expect "IDE without PCI" 33 "all promises hold" -M isapc -cpu qemu64 -vga std $(ide bare)

# A disk whose partition table is the same, and whose kernel is another: found
# first, and not to be booted.
make_kernel wrong $high -DEXPECT_MODULES=1
cp "$out/driven.img" "$out/twin.img"
mcopy -o -i "$out/twin.img@@$((esp_lba * 512))" "$out/wrong" ::boot/kernel
twins="-drive format=raw,if=none,id=d,file=$out/driven.img
	-drive format=raw,if=none,id=t,file=$out/twin.img"
# shellcheck disable=SC2086
{
	driven "IDE, a twin before it" 20 no $twins -device ide-hd,drive=t,bus=ide.0 \
		-device ide-hd,drive=d,bus=ide.1,bootindex=0 $ide_trace
	driven "AHCI, a twin before it" c8 no -M q35 $twins -device ide-hd,drive=t,bus=ide.0 \
		-device ide-hd,drive=d,bus=ide.1,bootindex=0 $ahci_trace
	driven "AHCI, a twin after it" c8 no -M q35 $twins -device ide-hd,drive=t,bus=ide.1 \
		-device ide-hd,drive=d,bus=ide.0,bootindex=0 $ahci_trace
	expect "USB, a twin on AHCI" 33 "all promises hold" -M q35 -vga std $twins \
		-device ide-hd,drive=t -device qemu-xhci -device usb-storage,drive=d,bootindex=0
	expect "USB, a twin on IDE" 33 "all promises hold" -vga std $twins \
		-device ide-hd,drive=t -device qemu-xhci -device usb-storage,drive=d,bootindex=0
}
