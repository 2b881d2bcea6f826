#!/bin/sh
# A kernel may have any name of the C library and the kit: its own code calls its own, and
# reports, heap and tests go on calling theirs.
#
# usage: tests/adopt/own-names.sh [all]
#
# `all` also links a kernel for each name in turn, in each kind of build.
. "$(dirname "$0")/../tap.sh"
how=${1:-some}

# --- A kernel as it was before it came here ------------------------------------

t_copy tests/adopt/own-names
project=tests/adopt/own-names
runs() { t_limit 200 "$INGOT" -C $project run "$@"; }

# says HOW: what the kernel has printed, and the report of its crash.
says() {
	t_has "$1: it prints by its own printf" "mini: page 1, copies 0"
	t_has "... strdup gets memory of its own malloc" "mini: kept in the own heap"
	t_has "... the kit's pages are the kit's" "mini: the kit's pages: 7"
	t_has "... a timer_start of its own" "mini: timer 2a"
	t_lacks "... nobody else calls what it has" "somebody else"
	t_has "... its crash is reported" "page fault writing 0x8 (not mapped), exception 14"
	t_has "... with its place" " at $project/src/main.c:17"
	t_lacks "... and names as the sources have them" "ingot."
}
t_status "a kernel with a printf, page_alloc, memcpy... of its own" 6 runs --direct
says "directly"
t_has "its crash has a likely cause" "likely cause: null pointer dereference"
t_status "by a BIOS" 6 runs --bios
says "BIOS"
t_status "by UEFI" 6 runs --uefi --release
says "UEFI, optimized"
t_status "its tests run" 1 t_limit 200 "$INGOT" -C $project test --direct
t_has "... a test_fail of its own says nothing of a check" \
	"CHECK_EQ(timer_start(1), 3) failed"
t_has "... and the others pass" "1 passed, 1 failed"

# --- A name for two functions ----------------------------------------------------

t_kernel two <<'END'
#include <ingot/boot.h>
#include <ingot/page.h>
#include <stdio.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("%lx\n", (unsigned long)page_alloc());
}
ENTRY_POINT(kernel_main)
END
cat >two/src/memory.c <<'END'
void *page_alloc(unsigned long bytes);

void *page_alloc(unsigned long bytes)
{
	return bytes ? (void *)&page_alloc : 0;
}
END
# refused NAME GOLDEN: without what differs from host to host.
refused() {
	t_status "$1" 3 "$INGOT" -C two build
	sed -e 's|^ld\.lld[-0-9]*|ld.lld|' -e 's|/[^ ]*/runtime-[0-9a-f]*/|RUNTIME/|' "$t_err" >said
	t_golden "... names both places" "golden/$2" said
}
refused "the kernel's own beside the kit's by its header" own_name_beside
t_status "... in each build" 3 "$INGOT" -C two build
echo 'cflags: [-flto]' >>two/ingot.yaml
refused "... with link-time optimization" own_name_beside
sed '/cflags/d' two/ingot.yaml >yaml && mv yaml two/ingot.yaml
cat >two/src/memory.c <<'END'
#include <ingot/page.h>

phys_t page_alloc(void)
{
	return 4096;
}
END
refused "the kit's, defined by the kernel" own_name_of_the_kit
sed 's|page_alloc());|page_alloc() + (page_free(0), 0));|' two/src/main.c >main.c &&
	mv main.c two/src/main.c
refused "... beside the kit's own" own_name_twice

# --- All names at once -----------------------------------------------------------

# A cache that several users share has all of them.
INGOT_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ingot
export INGOT_CACHE

"$INGOT" doctor >doctor
# tool NAME: of the LLVM that ingot takes.
tool() {
	awk -v name="$1" '$1 == "llvm-ar" { sub(/llvm-ar/, name, $NF); print $NF }' doctor
}
nm=$(tool llvm-nm)
ranlib=$(tool llvm-ranlib)
objcopy=$(tool llvm-objcopy)
clang=$(awk '$1 == "clang" { print $NF }' doctor)
lld=$(awk '$1 == "ld.lld" { print $NF }' doctor)
t_need "$nm" "$ranlib" "$objcopy" "$clang" "$lld"

# In the machine, every other name is a trap.
mkdir -p all/src all/tests
cat >all/src/main.c <<'END'
#include <ingot/boot.h>

extern int kit_printf(const char *format, ...) __asm__("ingot.printf");
extern void *kit_malloc(unsigned long size) __asm__("ingot.malloc");

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	kit_printf("hello %d, %d\n", 5, kit_malloc(4) != NULL);
	*(volatile int *)8 = 1;
}
ENTRY_POINT(kernel_main)
END
cat >all/tests/all.c <<'END'
#include <ingot/test.h>

extern void *kit_malloc(unsigned long size) __asm__("ingot.malloc");

TEST(the_heap_is_there)
{
	CHECK(kit_malloc(5));
	CHECK_EQ(1, 2);
}
END

# archives KERNEL: the libraries that it was linked with.
archives() {
	tr ' ' '\n' <"$1.d" | grep '/runtime-[0-9a-f]*/lib[a-z]*\.a$' | sort -u
}

# Names that a kernel may have: what is public in the libraries, but for hooks, for what
# the compiler calls for checks of the kernel's own code, and for what this one uses.
list_names() {
	"$nm" -P -g --defined-only $(archives "$1") 2>/dev/null |
		awk 'NF > 1 && $1 !~ /^ingot\./ { print $1 }' | LC_ALL=C sort -u |
		grep -v -e '^runtime_' -e '^memory_give_heap$' -e '^sanitize_find_callers$' \
			-e '^_Z[nd][lwa]' -e '^__asan_' -e '^__ubsan_' -e '^__stack_chk_' \
			-e '^printf$' -e '^malloc$'
}

# Each name is a function of its own in a section of its own, which is not linked
# unless somebody refers to it.
write_traps() {
	awk '{ printf ".section .text.own_%d,\"ax\",@progbits\n.globl %s\n%s: ud2\n", NR, $1, $1 }'
}

# What refers to a name that a kernel may have, or defines it so that no kernel could.
list_faults() {
	"$nm" -P -g $(archives "$1") | awk '
		/^ingot\./ || NF < 2 { next }
		$1 ~ /^(malloc|free|calloc|realloc|aligned_alloc)$/ && $2 ~ /[Uw]/ { next }
		$1 ~ /^(runtime_|memory_give_heap$|sanitize_find_callers$|_Z[nd][lwa])/ &&
			$2 ~ /[UwWV]/ { next }
		$1 ~ /^(_GLOBAL_OFFSET_TABLE_$|__start_|__stop_)/ { next }
		$1 == "sanitize_add_area" && $2 == "U" { next }	# of a part not linked
		# of kernel.ld
		$1 ~ /^kernel_(image|shadow|tls_block)$/ && $2 ~ /[Uw]/ { next }
		$1 ~ /^__(preinit|init|fini)_array_(start|end)$/ && $2 == "U" { next }
		$2 !~ /[WV]/ { print $1, $2 }' | sort -u
}

# indexed KERNEL: whether each library has the index that LLVM makes for it.
indexed() {
	for library in $(archives "$1"); do
		cp "$library" copy.a && "$ranlib" -D copy.a && cmp "$library" copy.a || return 1
	done
}

# Each name in turn, by links alone: a library that called the kernel's function would
# keep its section.
in_turn() {
	directory=$(dirname "$1")
	flags=$(awk '/^build [^ ]*\/all\.elf: link/ { is_it = 1 }
		is_it && sub(/^  flags = /, "") { print; exit }' "all/$directory/build.ninja")
	(
		cd all && set -f && eval "set -- $flags"
		set +f
		objects=$(find "$directory/obj" -name 'main.c.o')
		while read -r name; do
			"$objcopy" --redefine-sym "one_name=$name" ../one.o one.o
			"$lld" "$@" --print-gc-sections -o one.elf "$objects" one.o \
				$(archives "$directory/all.elf") >one.txt 2>&1 ||
				{ echo "$name is not linked"; sed 1q one.txt; }
			grep -q 'one\.o:(\.text\.one)$' one.txt || echo "$name is called"
		done <../names
	)
}

# in_build KIND PROFILE OPTIONS LINE: all names, in one kind of build; LINE is for
# ingot.yaml.
in_build() {
	echo "name: all" >all/ingot.yaml
	[ -z "$4" ] || echo "$4" >>all/ingot.yaml
	: >all/src/all.S
	t_ok "$1: without names of its own" "$INGOT" -C all build $3
	elf=$(echo all/build/*/"$2"/all.elf)
	t_is "... no library takes a name, or expects one" "" "$(list_faults "$elf")"
	t_ok "... each has its index" indexed "$elf"
	list_names "$elf" >names
	t_ok "... and they have many names" test "$(wc -l <names)" -gt 900
	[ "$how" != all ] ||
		t_is "... each in turn may be the kernel's" "" "$(in_turn "${elf#all/}")"
	write_traps <names >all/src/all.S
	t_status "... a kernel that has all names" 6 t_limit 200 "$INGOT" -C all run --direct $3
	t_has "... prints by the library" "hello 5, 1"
	t_has "... its crash is reported" "page fault writing 0x8 (not mapped), exception 14"
	t_has "... with its place" " at all/src/main.c:10"
}
printf '.section .text.one,"ax",@progbits\n.globl one_name\none_name: ud2\n' >one.S
t_ok "an object of one name" "$clang" --target=x86_64-none-elf -c one.S -o one.o
in_build debug debug "" ""
cp names all_names
in_build release release --release ""
in_build "link-time optimization" release --release "cflags: [-flto]"
in_build "address sanitizer" debug "--sanitize address" ""
sed 's/"panic-strategy"/"relocation-model": "pic",\
    "position-independent-executables": true, "panic-strategy"/' "$t_root/x86_64-os.json" \
	>all/pie.json
rm -rf all/build
in_build "position-independent" debug "" "target: pie.json"
rm -rf all/build
echo "name: all" >all/ingot.yaml
write_traps <all_names >all/src/all.S
t_status "tests: a kernel that has all names" 1 t_limit 200 "$INGOT" -C all test --direct
t_has "... tells which check failed" "CHECK_EQ(1, 2) failed"

t_done
