#!/bin/sh
# Damaged disks, started by UEFI: each boots or is refused by name
# (fuzz/boot/main.c). What the firmware itself reads is left whole.
#
# usage: tests/fuzz/uefi.sh [SEED [FIRST [COUNT]]]
. "$(dirname "$0")/../tap.sh"
ovmf=$("$INGOT" doctor 2>/dev/null | sed -n 's|^OVMF  *ok[^/]*||p')
if [ -z "$ovmf" ]; then
	t_skip "damaged disks, started by UEFI" "no OVMF on this host"
	t_done
fi
. "$t_root/tests/fuzz/boot/lib.sh"
make_images
count=${count:-4}
fuzz uefi "$ovmf" nothing.img fixed.img moving.img
