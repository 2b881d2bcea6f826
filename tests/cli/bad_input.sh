#!/bin/sh
# What a user gets wrong: each case has its status, its message with place and
# hint, and leaves nothing half-written behind.
. "$(dirname "$0")/../tap.sh"

"$INGOT" -q new hello && cd hello || exit 1
cp ingot.yaml good.yaml
cp src/main.c good.c
"$INGOT" -q target --print x86_64-os >good.json

# refused NAME STATUS COMMAND...: status and message (tests/golden/bad_NAME).
refused() {
	name=$1
	status=$2
	shift 2
	t_status "$name" "$status" t_limit 120 "$@"
	t_golden "$name: message" "golden/bad_$name" "$t_err"
}

# project NAME TEXT: an ingot.yaml with this text.
project() {
	printf '%b' "$2" >ingot.yaml
	refused "$1" 3 "$INGOT" build
	cp good.yaml ingot.yaml
}

project yaml_syntax 'name: "hello\nsources: [src]\n'
project yaml_type 'name: hello\nsources: {a: b}\n'
project yaml_number 'name: hello\ntest: {timeout: soon}\n'
project yaml_unknown_key 'name: hello\nsorces: [src]\n'
project yaml_twice 'name: hello\nname: hullo\n'
project yaml_no_directory 'name: hello\nsources: [source]\n'
project yaml_no_object 'name: hello\nsources: [src, lib/driver.o]\n'
project yaml_foreign_source 'name: hello\nsources: [src, ingot.yaml]\n'
project yaml_std 'name: hello\nstd: gnu71\n'
project yaml_std_twice 'name: hello\nstd: [c11, gnu17]\n'
project yaml_flags_list 'name: hello\nflags: [-O3]\n'
project yaml_flags_text 'name: hello\nflags: { src/main.c: -O3 }\n'
project yaml_flags_missing 'name: hello\nflags: { src/mian.c: [-O3] }\n'
project yaml_flags_useless 'name: hello\nflags: { ingot.yaml: [-O3] }\n'
project yaml_no_target 'name: hello\ntarget: ../other.json\n'
printf 'name: hello\nimage: {modules: [initrd.tar]}\n' >ingot.yaml
refused yaml_no_module 3 "$INGOT" image

# A directory that cannot be packed.
mkdir -p initrd/etc
printf 'name: hello\nimage: {modules: [initrd]}\n' >ingot.yaml
mkfifo initrd/etc/pipe
refused module_pipe 3 "$INGOT" image
rm initrd/etc/pipe
dd if=/dev/null of=initrd/big bs=1 seek=5000000000 2>/dev/null
refused module_large 3 "$INGOT" image
rm initrd/big
ln -s "$(printf '%0512d' 0)" initrd/etc/link
refused module_link 3 "$INGOT" image
rm -r initrd
printf 'name: hello\nimage: {modules: [.]}\n' >ingot.yaml
refused module_itself 3 "$INGOT" image
t_ok "nothing was packed" test -z "$(find build -name '*.tar*')"
cp good.yaml ingot.yaml
project yaml_pin 'toolchain: {llvm: ">=99"}\n'

# zeros COUNT: that many digits; modules COUNT: a list of names.
zeros() { printf "%0${1}d" 0; }
modules() { awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) printf "m%d, ", i }'; }
project yaml_many_modules "image:\n  modules: [$(modules 31)\n    a, b]\n"
project yaml_module_ascii 'image: {modules: [m\0303\0266dul.tar]}\n'
project yaml_module_name 'image: {modules: ["a?b"]}\n'
project yaml_module_long "image: {modules: [$(zeros 251)]}\n"
project yaml_module_twice 'image: {modules: [a/x.tar, b/X.tar]}\n'
mkdir initrd
project yaml_module_packed 'image: {modules: [initrd.tar, initrd]}\n'
rmdir initrd
project yaml_module_kernel 'image: {modules: [a/kernel]}\n'
project yaml_cmdline_lines 'image: {cmdline: "a\\nb"}\n'
project yaml_cmdline_long "image:\n  modules: [x]\n  cmdline:\n    $(zeros 4050)\n"

# spec NAME SCRIPT: the built-in spec, edited by sed.
spec() {
	sed "$2" good.json >edited.json
	refused "$1" 3 "$INGOT" build --target edited.json
	rm edited.json
}

spec json_syntax 's/"arch": "x86_64",/"arch": "x86_64"/'
spec json_type 's/"executables": true/"executables": "yes"/'
spec json_unknown_key 's/"disable-redzone"/"disable-red-zone"/'
spec json_layout 's/i128:128-//'
spec json_feature 's/-mmx/-mmxx/'
spec json_no_abi '/rustc-abi/d'
spec json_unwind 's/"abort"/"unwind"/'

mkdir empty && cp good.yaml empty/ingot.yaml && mkdir empty/src
refused no_sources 3 "$INGOT" -C empty build
mkdir ../none
refused no_project 3 "$INGOT" -C ../none build

printf 'int main(void)\n{\n\treturn answer;\n}\n' >src/main.c
rm -rf build
refused compile_error 3 "$INGOT" build
t_ok "compile_error: no kernel is left" test ! -e build/x86_64-os/debug/hello.elf
cat >src/main.c <<'END'
#include <ingot/boot.h>
static int kernel_main(const char *wrong) { return *wrong; }
ENTRY_POINT(kernel_main)
END
t_status "a wrong signature does not compile" 3 "$INGOT" build
t_has "and the place is named" "src/main.c:3:" "$t_err"
printf 'void missing(void);\nvoid _start(void);\nvoid _start(void) { missing(); }\n' >src/main.c
t_status "an undefined function" 3 "$INGOT" build
t_has "is named" "undefined symbol: missing" "$t_err"
cp good.c src/main.c

t_status "an image that cannot be written" 3 "$INGOT" image -o nowhere/disk.img
t_golden "its message" golden/bad_image_path "$t_err"
mkdir directory.img
t_status "an image in the place of a directory" 3 "$INGOT" image -o directory.img
t_ok "the directory is untouched" test -d directory.img
echo old >old.img
t_status "an image from a project that fails" 3 env SOURCE_DATE_EPOCH=noon "$INGOT" image -o old.img
t_is "the old one stays" old "$(cat old.img)"
t_is "no temporary file is left" "" "$(find . -name '*.ingot-*')"

refused no_qemu 4 env QEMU=/nonexistent/qemu "$INGOT" run
echo 'mov eax, nowhere' >src/bad.asm
refused no_nasm 4 env NASM=/nonexistent/nasm "$INGOT" build
t_need nasm
refused nasm_error 3 "$INGOT" build
echo '%include "none.inc"' >src/bad.asm
refused nasm_include 3 "$INGOT" build
rm src/bad.asm
refused no_ninja 4 env NINJA=/nonexistent/ninja "$INGOT" build
refused no_clang 4 env CC=/nonexistent/clang "$INGOT" build

# A kernel that the loader cannot take: no note says it is one of Ingot's.
cat >src/main.c <<'END'
void _start(void);
void _start(void) { for (;;) { } }
END
t_status "a kernel without a note" 6 t_limit 120 "$INGOT" run
t_has "the loader says why, on the console" "ingot loader: error"
t_has "and ingot that it was the loader" "the boot loader stopped" "$t_err"

cat >src/main.c <<'END'
#include <ingot/boot.h>
static void kernel_main(const struct boot_info *boot) { (void)boot; for (;;) { } }
ENTRY_POINT(kernel_main)
END
t_status "a guest that never ends" 5 t_limit 120 "$INGOT" run --direct --timeout 10
t_has "is found where it is" "kernel_main" "$t_err"
t_done
