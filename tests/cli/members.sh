#!/bin/sh
# A kernel's first build compiles what its link needs of the runtime, and the kernel is the
# same as with all of it. kit/members.list is what the objects say: T_UPDATE=1 writes it.
. "$(dirname "$0")/../tap.sh"

list=$t_root/kit/members.list
mkdir named all some
t_copy kernel || exit 1
"$INGOT" -q new hello && cp -R hello lto && echo 'cflags: [-flto]' >>lto/ingot.yaml || exit 1
nm=$("$INGOT" doctor | awk '$1 == "llvm-ar" { sub(/llvm-ar/, "llvm-nm", $NF); print $NF }')
t_need "$nm"

# link_NAME FLAGS: links a kernel, at $made.
link_hello() {
	rm -f hello/build/x86_64-os/*/hello.elf
	"$INGOT" -q -C hello build $1 >said 2>&1
	made=$(echo hello/build/x86_64-os/*/hello.elf)
}
link_lto() {
	rm -f lto/build/x86_64-os/*/hello.elf
	"$INGOT" -q -C lto build $1 >said 2>&1
	made=$(echo lto/build/x86_64-os/*/hello.elf)
}
link_tests() {	# their verdicts are not asked for
	rm -f kernel/build/x86_64-os/*/kernel.elf
	"$INGOT" -q -C kernel test --direct --tap none_of_them $1 >said 2>&1
	made=$(echo kernel/build/x86_64-os/*/kernel.elf)
}

# runtime: the directory of the libraries that $made was linked with.
runtime() { sed -n 's|^i[0-9]* [0-9]* [0-9]* \(.*\)/libkit\.a$|\1|p' "${made%/*}/record"; }

# count: of how many sources they are.
count() { grep -c '^build .*: \(compile\|assemble\) ' "$(runtime)/build.ninja"; }

# same BUILD FLAGS KERNEL...: with everything, as a cache has that several users share; then
# with what is in one of our own, which is empty when it begins.
same() {
	build=$1
	flags=$2
	shift 2
	for kernel; do
		INGOT_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ingot link_$kernel "$flags"
		cp "$made" "all/$build.$kernel" || cat said
	done
	number=$(count)
	find "$(runtime)/obj" -name '*.o' | sed -e 's|^.*/obj/||' -e 's|\.o$||' >"named/$build"
	find "$(runtime)/obj" -name '*.o' -exec "$nm" -P -g -A {} + |
		sed -e 's|^.*/obj/||' -e 's|\.o: | |' >>"named/$build"
	for kernel; do
		XDG_CACHE_HOME=$t_state/cache link_$kernel "$flags"
		t_ok "$build, $kernel: the same with $(count) of $number sources" \
			cmp "$made" "all/$build.$kernel"
		[ $kernel = lto ] || t_ok "... which are not all" test "$(count)" -lt "$number"
	done
	XDG_CACHE_HOME=$t_state/cache link_hello "$flags"
	t_ok "... hello is the same beside them" cmp "$made" "all/$build.hello"
}

# Without the file that says what was chosen, nothing that was made is dropped.
forget() {
	rm "$(runtime)/chosen"
	XDG_CACHE_HOME=$t_state/cache link_hello "$1"
	t_is "... nor is a part forgotten" "$number" "$(count)"
}
same debug "" hello tests
same release --release hello tests lto
forget --release
same address "--sanitize address" hello

awk -f "$t_root/kit/members.awk" named/debug named/release named/address \
	"$t_root/kit/start/kernel.ld" >made
[ "${T_UPDATE-}" != 1 ] || cp made "$list"
t_ok "kit/members.list is what the objects say (T_UPDATE=1 sh tests/cli/members.sh)" \
	cmp made "$list"
t_done
