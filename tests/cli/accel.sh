#!/bin/sh
# What executes the guest: emulation, or an accelerator of the host's, which is tried
# before it is taken.
. "$(dirname "$0")/../tap.sh"
unset INGOT_ACCEL
remembered=${XDG_CACHE_HOME:-$HOME/.cache}/ingot/accel

tool() {
	"$INGOT" doctor | awk -v name="$1" '$1 == name { print $4 }'
}

# The guest that tries it is in the command as bytes.
$(tool clang) --target=x86_64-unknown-none -c "$t_root/host/toolchain/accel_guest.S" -o guest.o &&
	$(tool ld.lld) --oformat=binary --image-base=0 -Ttext=0x7c00 guest.o -o guest ||
	t_fail "the guest that tries it is assembled"
od -An -v -tx1 guest | sed 's/ \([0-9a-f][0-9a-f]\)/ 0x\1,/g; s/^ //' >guest.def
[ -z "${T_UPDATE-}" ] || cp guest.def "$t_root/host/toolchain/accel_guest.def"
t_ok "its bytes are those of its source" cmp guest.def "$t_root/host/toolchain/accel_guest.def"

"$INGOT" -q new hello || exit 1
cat >hello/src/main.c <<'END2'
#include <ingot/boot.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	printf("up\n");
	if (*boot->command_line)
		*(volatile int *)16 = 1;
}
ENTRY_POINT(kernel_main)
END2
ingot() {
	t_limit 120 "$INGOT" -C hello "$@"
}

# Whatever this host has, the kernel runs, and a try says how long emulation takes.
"$INGOT" doctor >doctor
t_ok "by itself a run finds what is fast" ingot -vv run --direct
t_has "and the kernel runs" "up"
case $(awk '$1 == "KVM" { print $2 }' doctor) in
ok)
	t_ok "doctor has tried KVM" grep -q "taken by ingot run\|not used unless asked for" doctor
	t_lacks "which is remembered" "accel: tcg" "$t_err"
	rm "$remembered"
	t_ok "without the cache" ingot -vv run --direct
	cp "$t_err" tried
	t_ok "it is tried again, and emulation does its work" \
		grep -q '^ingot: accel: tcg took [0-9]* ms$' tried
	echo 'image: { cmdline: crash }' >>hello/ingot.yaml
	t_status "a crash by KVM is a crash" 6 ingot -v run --direct --accel kvm
	t_has "with its cause" "page fault"
	t_has "and its place" "in kernel_main at hello/src/main.c:8"
	t_has "and QEMU was told" " -accel kvm " "$t_err" ;;
*)
	t_has "why there is no KVM is said with -v" "QEMU emulates the CPU: " "$t_err"
	t_status "to ask for it all the same" 4 ingot run --direct --accel kvm
	t_has "is an error" "error: --accel kvm: " "$t_err" ;;
esac
sed '/^image/d' hello/ingot.yaml >yaml && mv yaml hello/ingot.yaml

# Command line, environment, project: the first counts.
for accel in hvf whpx; do
	t_status "an accelerator of other systems: $accel" 4 ingot run --direct --accel $accel
	t_has "is named" "--accel $accel: this QEMU has no such accelerator" "$t_err"
	t_has "with those that there are" "it has: tcg" "$t_err"
done
echo 'run: { accel: hvf }' >>hello/ingot.yaml
t_status "the project's choice" 4 ingot run --direct
t_ok "is not that of tests" ingot test --direct --accel tcg
t_ok "the environment comes before it" env INGOT_ACCEL=tcg "$INGOT" -C hello run --direct
t_status "the command line before both" 4 env INGOT_ACCEL=tcg \
	"$INGOT" -C hello run --direct --accel whpx
t_ok "QEMU's own arguments before all" ingot run --direct -- -accel tcg
t_status "a name that is none" 2 ingot run --accel fast
t_has "has others" '--accel takes auto, tcg, kvm, hvf or whpx, not "fast"' "$t_err"
t_status "nor in the environment" 2 env INGOT_ACCEL=fast "$INGOT" -C hello run
t_has "which is named" 'INGOT_ACCEL takes auto, tcg, kvm, hvf or whpx, not "fast"' "$t_err"
sed 's/^run:.*/test: { accel: slow }/' hello/ingot.yaml >yaml && mv yaml hello/ingot.yaml
t_status "nor in the project" 3 ingot run
t_has "with its place" 'hello/ingot.yaml:' "$t_err"
t_has "and sentence" '"accel" takes auto, tcg, kvm, hvf or whpx, not "slow"' "$t_err"
echo 'run: { command: [sh, -c, "true {}"] }' >>yaml
{ echo 'name: hello' && cat yaml; } >hello/ingot.yaml
t_status "a project with a command of its own" 2 ingot run --accel tcg
t_has "takes none" "--accel: the project runs a command of its own" "$t_err"
t_done
