#!/bin/sh
# Damaged bundles, started by QEMU itself: each boots or is refused by name
# (fuzz/boot/main.c).
#
# usage: tests/fuzz/pvh.sh [SEED [FIRST [COUNT]]]
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fuzz/boot/lib.sh"
make_project
t_run t_limit 300 "$INGOT" -C victim -v run --direct || die "ingot does not start it directly"
loader=$(cat "$t_out" "$t_err" | tr ' ' '\n' | sed -n '/^-kernel$/{n;p;q;}')
[ -f "$loader" ] || die "no loader in the command"
count=${count:-54}
fuzz pvh "$loader" fixed.elf moving.elf
