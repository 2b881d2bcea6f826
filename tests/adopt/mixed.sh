#!/bin/sh
# A kernel with a vendor's object and archive, C and C++ of older dialects, and flags for
# single files and directories.
. "$(dirname "$0")/../tap.sh"

clang=$(sh "$t_root/scripts/llvm.sh" clang)
ar=$(sh "$t_root/scripts/llvm.sh" llvm-ar)
t_need "$clang" "$ar"
t_copy tests/adopt/mixed
project=tests/adopt/mixed
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }
vendor() {
	(cd $project/lib && for name in driver math; do
		"$clang" --target=x86_64-unknown-none -mcmodel=kernel -mno-red-zone -c $name.c
	 done && rm -f libmath.a && "$ar" rcs libmath.a math.o)
}

t_status "without its objects" 3 "$INGOT" -C $project build
t_has "... one is named" "error: file \"lib/driver.o\" not found" "$t_err"
t_ok "the vendor compiles" vendor
t_ok "it runs" boot --direct
t_has "... objects linked, the nearest flags last" "mixed: 1, 3, depths 1 2 3"
t_has "... each language in its dialect" "C 201112, C++ 201703, 5"
sed 's/return 1/return 2/' $project/lib/driver.c >new && mv new $project/lib/driver.c
t_ok "the vendor compiles again" vendor
t_ok "it runs from a disk, by UEFI" boot --uefi --release
t_has "... with the new object" "mixed: 2, 3, depths 1 2 3"
t_done
