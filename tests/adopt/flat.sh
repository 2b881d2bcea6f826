#!/bin/sh
# A kernel whose files all lie beside each other, in C as GNU has it and in assembly of
# both kinds; what is built lies there too.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/flat
project=tests/adopt/flat
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }

t_ok "it runs" boot --direct
t_has "... with all its sources" "flatos: 44332211, 10 of 32, 7"
t_lacks "... and nothing is left over" "not compiled" "$t_err"
t_ok "it is built with what was built beside it" "$INGOT" -C $project build
t_ok "its test passes" t_limit 100 "$INGOT" -C $project test --direct
t_has "... by name" "ones_are_counted"
t_ok "it runs optimized, from a disk" boot --release
t_has "... the same" "flatos: 44332211, 10 of 32, 7"

# What else may lie there.
mkdir -p $project/old $project/.cache && cp $project/kernel.c $project/old
echo 'name: old' >$project/old/ingot.yaml
echo '#error' >$project/.cache/x.c
cp $project/build/x86_64-os/debug/obj/kernel.c.o $project/kernel.o
cp $project/mkfont.rs $project/other.rs
t_ok "another project, a cache, an object of another build" "$INGOT" -C $project build
t_has "a source of another language is named" \
	"$project/other.rs: note: not compiled, nor linked" "$t_err"
t_lacks "... and nothing else" "kernel.o" "$t_err"
t_has "... with what to do" "\`exclude\` in ingot.yaml" "$t_err"
t_ok "the next build" "$INGOT" -C $project build
t_lacks "... does not name it again" "other.rs" "$t_err"
t_done
