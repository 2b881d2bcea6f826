#!/bin/sh
# What `ingot doctor` says of a host: what is there, what is missing, and what follows.
. "$(dirname "$0")/../tap.sh"

XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME

# What doctor says of $1: the state, or with $2 another column.
of() {
	awk -v name="$1" -v column="${2:-2}" '$1 == name { print $column; exit }' doctor
}

doctor() {
	"$INGOT" "$@" >doctor 2>errors
}

t_ok "a host with all tools" doctor doctor
t_is "has clang" ok "$(of clang)"
t_ok "... of a version" expr "$(of clang 3)" : '[0-9]*\.[0-9]*\.[0-9]*$'
t_ok "... at its place" test -x "$(of clang 4)"
t_is "the last line says that all is there" "all required tools found" "$(tail -n 1 doctor)"
version=$("$INGOT" --version | sed 's/^ingot //')
t_is "the command says its version" "$version" "$(of ingot 3)"
t_is "the loader has the same" "ok $version" "$(of loader) $(of loader 3)"
t_is "... from these sources" "$t_root" "$(of loader 4)"
t_has "the cache has a place" "$PWD/cache/ingot" doctor
t_lacks "there are no colours in a file" "$(printf '\033')" doctor
t_is "nothing is an error" "" "$(cat errors)"

case $(of KVM) in
ok)	t_ok "KVM is used if it is fast" \
		grep -q "taken by ingot run\|not used unless asked for (--accel kvm)" doctor ;;
*)	t_has "without KVM QEMU emulates" "QEMU emulates the CPU" doctor ;;
esac

mkdir -p cache/ingot/loader-1 && dd if=/dev/zero of=cache/ingot/loader-1/big bs=1024 count=5120 \
	2>/dev/null
doctor doctor
t_ok "the cache is measured" expr "$(of cache 3)" : '[56]\.[0-9]$'
t_is "... in MiB" MiB "$(of cache 4)"

t_status "two tools that are missing" 4 env NINJA=/none/ninja QEMU=/none/qemu "$INGOT" doctor
cp "$t_out" doctor
t_is "one is missing" missing "$(of ninja)"
t_has "... and why" '    NINJA is set to "/none/ninja", which was not found'
t_has "the last lines name both" "2 required tools are missing: ninja, qemu-system-x86_64"
t_has "what is optional is no error" "ingot  "
t_status "one that is wrong" 4 env CC=/bin/sh "$INGOT" doctor
t_has "... is another sentence" "1 required tool is not suitable: clang"
t_run env QEMU_IMG=/none/qemu-img OVMF=/none/OVMF "$INGOT" doctor
t_is "optional tools alone are no failure" 0 "$t_status"
t_has "... and are named so" "(optional)"

# Firmware that a descriptor of the user's own names comes first, and is said to.
mkdir -p config/qemu/firmware
: >mine.fd
cat >config/qemu/firmware/00-mine.json <<END
{ "interface-types": ["uefi"], "features": [],
  "mapping": { "device": "memory", "filename": "$PWD/mine.fd" },
  "targets": [{ "architecture": "x86_64", "machines": ["pc-i440fx-*"] }] }
END
t_run env XDG_CONFIG_HOME="$PWD/config" "$INGOT" doctor
cp "$t_out" doctor
t_is "the user's own firmware is found" "$PWD/mine.fd" "$(of OVMF 3)"
t_ok "... and said by what" grep -qx "    described by $PWD/config/qemu/firmware/00-mine.json" \
	doctor
t_run env XDG_CONFIG_HOME="$PWD/config" OVMF=/none/OVMF "$INGOT" doctor
t_has "... unless OVMF names another" 'OVMF is set to "/none/OVMF", which was not found'
echo '{}' >config/qemu/firmware/00-mine.json
t_run env XDG_CONFIG_HOME="$PWD/config" "$INGOT" -vv doctor
t_has "what is passed over has a reason with -vv" \
	"00-mine.json is passed over: it is no descriptor of firmware" "$t_err"

mkdir tree && cp -R "$t_root/abi" "$t_root/boot" "$t_root/kit" "$t_root/runtime" tree/ &&
	sed 's/VERSION ".*"/VERSION "9.8.7"/' "$t_root/abi/version.h" >tree/abi/version.h
t_status "sources of another version" 4 env INGOT_ROOT=tree "$INGOT" doctor
cp "$t_out" doctor
t_is "... are not those of the command" "wrong 9.8.7" "$(of loader) $(of loader 3)"

t_run env NINJA=/none/ninja "$INGOT" --color=always doctor
t_has "what is there is green" "$(printf '\033[1;32mok')"
t_has "what is missing red" "$(printf '\033[1;31mmissing')"
t_done
