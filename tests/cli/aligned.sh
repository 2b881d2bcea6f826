#!/bin/sh
# Variables aligned to much, of each thread (TLS) and of each CPU: on three CPUs
# each is where the compiler believes it to be, whatever the alignment; what
# could not be is refused when the kernel is linked.
. "$(dirname "$0")/../tap.sh"

cp -R "$t_root/tests/guests/aligned" . && cp aligned/ingot.yaml ingot.yaml || exit 1

# aligned FLAGS...: the project compiled with these.
aligned() {
	(cat ingot.yaml && echo "cflags: [$*]") >aligned/ingot.yaml
}

for alignment in 1 128 4096; do
	for more in "" ", -DIS_ZEROED"; do
		aligned "-DALIGNMENT=$alignment$more"
		t_ok "aligned to $alignment$more" t_limit 60 \
			"$INGOT" -C aligned test --direct --smp 3
		t_has "and that was tested" "1 passed, 0 failed"
	done
done
aligned "-DALIGNMENT=128"
t_ok "in a release build" t_limit 60 "$INGOT" -C aligned test --release --direct --smp 3
(cat ingot.yaml && echo 'target: ./x86_64-pie.json' && echo 'cflags: [-DALIGNMENT=4096]') \
	>aligned/ingot.yaml
sed 's/"llvm-target"/"relocation-model": "pic", "position-independent-executables": true, &/' \
	"$t_root/x86_64-os.json" >aligned/x86_64-pie.json
t_ok "where the loader likes" t_limit 60 "$INGOT" -C aligned test --direct --smp 3

aligned "-DALIGNMENT=8192"
t_status "aligned to more than a page" 3 "$INGOT" -C aligned test
t_has "is refused" "a _Thread_local variable is aligned to more than a page" "$t_err"
t_has "of each CPU, too" "a PER_CPU variable is aligned to more than a page" "$t_err"

# A variable that is aligned to large pages: in the file it takes nothing, or, with a
# value, one such page.
mkdir -p large/src
cat >large/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdint.h>
#include <stdio.h>
static _Alignas(2 << 20) volatile char large[64] VALUE;
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("at %d\n", (int)((uintptr_t)large % (2 << 20)));
}
ENTRY_POINT(kernel_main)
END
# large LIMIT_KIB FLAGS...: the kernel's file is below that.
large() {
	limit=$1
	shift
	printf '%s\n' "name: large" "$@" >large/ingot.yaml
	t_ok "large: $*" t_limit 60 "$INGOT" -C large run --direct
	t_has "it is aligned" "at 0" "$t_out"
	size=$(cat large/build/*/debug/large.stripped | wc -c | tr -d " ")
	t_ok "its file has $size bytes, less than $limit KiB" test "$size" -lt $((limit * 1024))
	rm -r large/build
}
large 128 'cflags: [-DVALUE=]'
cp aligned/x86_64-pie.json large/
large 128 'cflags: [-DVALUE=]' 'target: ./x86_64-pie.json'
large 2176 'cflags: ["-DVALUE=={1}"]'
t_done
