# images.sh: what bench/boot/run.sh boots, made in $out. For run.sh only.
#
# A peer's disk is an ordinary one: GPT, a partition for the BIOS half of the
# loader, and an EFI system partition with the UEFI half and the kernel.

bytes_of() {	# SIZE
	case $1 in
	*K) echo $((${1%K} * 1024)) ;;
	*M) echo $((${1%M} * 1048576)) ;;
	*) echo "run.sh: $1 is no size such as 16K or 1M" >&2; exit 1 ;;
	esac
}

# --- Files -------------------------------------------------------------------

assemble() {	# OUTPUT SOURCE [FLAGS...]
	assemble_to=$1
	assemble_from=$2
	shift 2
	"$clang" --target=x86_64-unknown-none -I. "$@" -c -o "$assemble_to" "$assemble_from"
}

zeros() {	# FILE MIB: as long at least
	dd if=/dev/zero of="$1" bs=1048576 seek="$2" count=0 2>/dev/null
}

put() {		# FILE INTO UNIT_BYTES OFFSET_UNITS
	dd if="$1" of="$2" bs="$3" seek="$4" conv=notrunc 2>/dev/null
}

le64() {	# NUMBER: its eight bytes as printf escapes
	le64_value=$1
	for _ in 1 2 3 4 5 6 7 8; do
		printf '\\%03o' $((le64_value & 255))
		le64_value=$((le64_value >> 8))
	done
}

poke() {	# FILE OFFSET NUMBER: eight bytes
	# shellcheck disable=SC2059
	printf "$(le64 "$3")" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# The partition is left in $out/esp, for what else goes into it.
make_disk() {	# IMAGE MIB: 34 sectors, a partition for the BIOS, the ESP
	rm -f "$1"
	zeros "$1" $(($2 + 2))
	sgdisk -a 1 -n 1:34:2047 -t 1:ef02 -n 2:2048:$((2047 + $2 * 2048)) -t 2:ef00 \
		"$1" >/dev/null
}

make_esp() {	# MIB LOADER: which there need not be
	rm -f "$out/esp"
	zeros "$out/esp" "$1"
	mkfs.fat -s 8 "$out/esp" >/dev/null
	mmd -i "$out/esp" ::boot ::EFI ::EFI/BOOT
	[ ! -e "$2" ] || mcopy -i "$out/esp" "$2" ::EFI/BOOT/BOOTX64.EFI
}

# --- The floor ---------------------------------------------------------------

make_floor_bios() {	# a whole MiB: firmware refuses disks below one cylinder
	assemble "$out/floor.o" bench/boot/floor.S
	"$ld" --image-base=0 -Ttext=0x7c00 --oformat=binary -o "$out/floor-bios.img" "$out/floor.o"
	zeros "$out/floor-bios.img" 1
}

make_floor_uefi() {
	assemble "$out/floor.o" bench/boot/efi.S
	"$ld" --image-base=0 -Ttext=0 --oformat=binary -o "$out/floor.efi" "$out/floor.o"
	make_disk "$out/floor-uefi.img" 8
	make_esp 8 "$out/floor.efi"
	put "$out/esp" "$out/floor-uefi.img" 1048576 1
}

# --- Ingot -------------------------------------------------------------------

make_ingot() {	# SIZE
	project=$out/ingot-$1
	mkdir -p "$project/src"
	echo "name: bench" >"$project/ingot.yaml"
	cp bench/boot/ours/note.c "$project/src/note.c"
	{
		echo "#define LOAD_BYTES $(bytes_of "$1")"
		sed "s|\"bench/boot/\(.*\)\"|\"$PWD/bench/boot/\1\"|" bench/boot/ours/start.S
	} >"$project/src/start.S"
	build/ingot -q -C "$project" image --release -o "$out/ingot-$1.img"
	build/ingot -C "$project" run --direct --release -v 2>&1 |
		sed -n -e 's/.* -kernel \([^ ]*\) -initrd \([^ ]*\) .*/\1 \2/p' |
		sed "s|\(.*\) \(.*\)|-kernel \1 -initrd $project/\2|" >"$out/direct-$1"
}

# --- Peers -------------------------------------------------------------------

# What a file system of this size takes, and the loaders.
mib_for() {	# SIZE
	echo $(($(bytes_of "$1") / 1048576 * 5 / 4 + 8))
}

missing_tools() {	# TOOL_OR_FILE...: those that were not found
	for tool; do
		[ -e "$tool" ] || command -v "$tool" >/dev/null || printf ' %s' "$tool"
	done
}

make_grub_core() {	# boots what the ESP has, asks and shows nothing
	printf 'multiboot2 (hd0,gpt2)/boot/kernel\nboot\n' >"$out/grub.cfg"
	case $peers_bios in *grub*)
		grub-mkimage -O i386-pc -d "$grub_folder/i386-pc" -c "$out/grub.cfg" \
			-p '(hd0,gpt2)/boot' -o "$out/core.img" biosdisk part_gpt fat multiboot2
		poke "$out/core.img" 500 35	# where the rest of it lies: after sector 34
		cp "$grub_folder/i386-pc/boot.img" "$out/boot.img"
		poke "$out/boot.img" 92 34 ;;
	esac
	case $peers_uefi in *grub*)
		grub-mkimage -O x86_64-efi -d "$grub_folder/x86_64-efi" -c "$out/grub.cfg" \
			-p '(hd0,gpt2)/boot' -o "$out/grub.efi" part_gpt fat multiboot2 ;;
	esac
}

make_grub() {	# SIZE
	image=$out/grub-$1.img
	mib=$(mib_for "$1")
	assemble "$out/grub.o" bench/boot/multiboot.S -DLOAD_BYTES="$(bytes_of "$1")" -m32
	"$ld" -m elf_i386 --image-base=0x200000 -z max-page-size=4096 \
		-o "$out/grub.elf" "$out/grub.o"
	make_disk "$image" "$mib"
	make_esp "$mib" "$out/grub.efi"
	mcopy -i "$out/esp" "$out/grub.elf" ::boot/kernel
	put "$out/esp" "$image" 1048576 1
	case $peers_bios in *grub*)
		dd if="$out/boot.img" of="$image" bs=1 count=440 conv=notrunc 2>/dev/null
		put "$out/core.img" "$image" 512 34 ;;
	esac
}

make_limine() {	# SIZE
	image=$out/limine-$1.img
	mib=$(mib_for "$1")
	assemble "$out/limine.o" bench/boot/limine.S -DLOAD_BYTES="$(bytes_of "$1")"
	"$ld" --image-base=0xffffffff80000000 -z max-page-size=4096 \
		-o "$out/limine.elf" "$out/limine.o"
	cat >"$out/limine.conf" <<-END
		timeout: 0
		quiet: yes
		/bench
		protocol: limine
		kernel_path: boot():/boot/kernel
	END
	make_disk "$image" "$mib"
	make_esp "$mib" "$LIMINE/BOOTX64.EFI"
	mcopy -i "$out/esp" "$out/limine.elf" ::boot/kernel
	mcopy -i "$out/esp" "$out/limine.conf" ::boot
	case $peers_bios in *limine*)
		mcopy -i "$out/esp" "$LIMINE/limine-bios.sys" ::boot ;;
	esac
	put "$out/esp" "$image" 1048576 1
	case $peers_bios in *limine*)
		"$LIMINE/limine" bios-install "$image" 1 >/dev/null 2>&1 ;;
	esac
}
