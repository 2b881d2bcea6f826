#!/bin/sh
# Machines with more disks than the project's: its own image is booted.
. "$(dirname "$0")/../tap.sh"
t_need dd

# name_kernel NAME: the kernel says so.
name_kernel() {
	cat >disks/src/main.c <<-END
		#include <ingot/boot.h>
		#include <ingot/test.h>
		#include <stdio.h>

		static void kernel_main(const struct boot_info *boot)
		{
			(void)boot;
			printf("this is the $1 kernel\n");
		}
		ENTRY_POINT(kernel_main)

		TEST(runs)
		{
			CHECK(true);
		}
	END
}

mkdir -p disks/src
echo 'name: disks' >disks/ingot.yaml
name_kernel old
t_ok "an image" t_limit 300 "$INGOT" -q -C disks image -o "$PWD/old.img"
name_kernel new
dd if=/dev/zero of=data.img bs=1024 count=4096 2>/dev/null
t_run t_limit 300 "$INGOT" -q -C disks build

# boots NAME OPTION... -- ARGUMENT...
boots() {
	name=$1
	shift
	t_ok "$name" t_limit 120 "$INGOT" -q -C disks run "$@"
	t_has "... its own kernel" "this is the new kernel" "$t_out"
}

boots "beside an older image" --bios -- -drive "file=$PWD/old.img,format=raw"
boots "beside an empty disk" --bios -- -drive "file=$PWD/data.img,format=raw"
boots "beside an older image, on virtio" --bios -- \
	-drive "file=$PWD/old.img,format=raw,if=virtio"
boots "on q35" --bios -- -M q35 -drive "file=$PWD/old.img,format=raw,if=none,id=old" \
	-device ide-hd,drive=old
boots "by UEFI" --uefi -- -drive "file=$PWD/old.img,format=raw"
t_ok "a test" t_limit 120 "$INGOT" -q -C disks test -- -drive "file=$PWD/data.img,format=raw"
t_has "... passes" "1 passed" "$t_out"
t_ok "another order, if the user wants it" t_limit 120 "$INGOT" -q -C disks run --bios -- \
	-drive "file=$PWD/old.img,format=raw,if=none,id=old" -device ide-hd,drive=old,bootindex=0
t_has "... boots that one" "this is the old kernel" "$t_out"
t_done
