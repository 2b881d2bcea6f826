#!/bin/sh
# Damaged disks, started by the BIOS: each boots or is refused by name
# (fuzz/boot/main.c).
#
# usage: tests/fuzz/bios.sh [SEED [FIRST [COUNT]]]
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fuzz/boot/lib.sh"
make_images
count=${count:-56}
fuzz bios fixed.img moving.img
