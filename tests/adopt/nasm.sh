#!/bin/sh
# A kernel in C and NASM, as tutorials have them.
. "$(dirname "$0")/../tap.sh"
t_need nasm

t_copy tests/adopt/nasm
project=tests/adopt/nasm
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }

t_ok "it runs" boot --direct
t_has "... with what NASM made" "nasmos: 40, 23, af9a000000ffff"
t_ok "it runs optimized, from a disk" boot --release
t_has "... the same" "nasmos: 40, 23, af9a000000ffff"
t_status "a test that crashes in it" 1 t_limit 100 "$INGOT" -C $project test --direct
t_has "... and one that passes" "1 passed, 1 crashed"
t_has "the crash has NASM's function" "fall"
t_has "... and line" "boot/port.asm:20"
t_has "editors are told of it" '"boot/port.asm"' \
	$project/build/x86_64-os/debug/compile_commands.json
t_lacks "the image does not tell where it was made" "$t_state" \
	$project/build/x86_64-os/release/nasmos.img

# What it says is as the compiler says it, from where the user stands.
echo '	mov	eax, nowhere' >>$project/boot/port.asm
t_status "a mistake" 3 "$INGOT" -C $project build
t_has "... has its place" "$project/boot/port.asm:23: error: symbol \`nowhere'" "$t_err"
t_has "... and is counted" "1 of 3 files failed, 1 error" "$t_err"
t_done
