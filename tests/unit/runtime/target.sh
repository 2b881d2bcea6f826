#!/bin/sh
# target.sh: the runtime as kernels and loaders get it. Every source compiles
# for x86_64 without a warning, with and without SSE, and whole archives need
# nothing but the hooks of runtime.h. Prints TAP. Needs clang, ld.lld and
# llvm-nm: from CLANG, LLD, NM, else as scripts/llvm.sh finds them. No program runs.
set -u

root=$(cd "$(dirname "$0")/../../.." && pwd -P)
cd "$root" || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/runtime-target.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

CLANG=${CLANG:-$(sh scripts/llvm.sh clang)}
LLD=${LLD:-$(sh scripts/llvm.sh ld.lld)}
NM=${NM:-$(sh scripts/llvm.sh llvm-nm)}
sources=$(find runtime -name '*.[cS]' | LC_ALL=C sort)
headers=$(find runtime/include -name '*.h' | LC_ALL=C sort)
base="--no-default-config --target=x86_64-unknown-none -ffreestanding -nostdlibinc
-isystem runtime/include -mno-red-zone -fno-omit-frame-pointer -ffunction-sections
-fdata-sections -fno-asynchronous-unwind-tables -std=c17 -Wall -Wextra -Wpedantic -Werror"
# As host/spec_flags.c has them; x87_off is what other build systems write.
feature='-Xclang -target-feature -Xclang'
soft="$feature -mmx $feature -sse $feature +soft-float -mno-implicit-float -mlong-double-64"
x87_off='-mno-mmx -mno-sse -mno-sse2 -mno-80387 -msoft-float -mlong-double-64'
failed=0
number=0

# verdict NAME: by the exit status of what ran before; its output is in log
verdict() {
	status=$?
	number=$((number + 1))
	if [ $status -eq 0 ]; then
		echo "ok $number - $1"
	else
		failed=1
		echo "not ok $number - $1"
		sed 's/^/# /; 20q' "$work/log"
	fi
}

# compile FLAGS...: all sources, two at a time, into $work/*.o
compile() {
	rm -f "$work"/*.o
	for source in $sources; do echo "$source"; done |
		CLANG=$CLANG flags="$base $*" work=$work xargs -n 1 -P 2 sh -c '
			"$CLANG" $flags -Wno-unused-command-line-argument \
				-c "$0" -o "$work/$(echo "$0" | tr / _).o"' >"$work/log" 2>&1
}

needs_only_hooks() {
	"$LLD" -r "$work"/*.o -o "$work/whole" >"$work/log" 2>&1 || return 1
	"$NM" -u "$work/whole" | sed 's/^ *U //' | grep -v '^$' |
		LC_ALL=C sort -u >"$work/log"
	printf '%s\n' runtime_exit runtime_panic runtime_write | cmp -s - "$work/log"
}

# What compiler-rt's README lists, as far as this target has its types: neither
# 80-bit nor 128-bit floating point (clang has no __float128 for it), and no
# functions that trap.
has_every_builtin() {
	wanted='__ashlti3 __ashrti3 __lshrti3 __multi3 __divti3 __udivti3 __modti3
		__umodti3 __udivmodti4 __divmodti4 __mulosi4 __mulodi4 __muloti4
		__clzsi2 __clzdi2 __clzti2 __ctzsi2 __ctzdi2 __ctzti2 __ffssi2 __ffsdi2 __ffsti2
		__paritysi2 __paritydi2 __parityti2 __popcountsi2 __popcountdi2 __popcountti2
		__bswapsi2 __bswapdi2 __bswapti2
		__addsf3 __adddf3 __subsf3 __subdf3 __mulsf3 __muldf3 __divsf3 __divdf3
		__negsf2 __negdf2 __powisf2 __powidf2 __mulsc3 __muldc3 __divsc3 __divdc3
		__extendhfsf2 __extendhfdf2 __extendsfdf2 __truncsfhf2 __truncdfhf2 __truncdfsf2
		__extendbfsf2 __truncsfbf2 __truncdfbf2
		__fixhfti __fixunshfti __floattihf __floatuntihf
		__gnu_h2f_ieee __gnu_f2h_ieee __atomic_is_lock_free __atomic_load __atomic_store
		__atomic_exchange __atomic_compare_exchange __atomic_load_16 __atomic_store_16
		__atomic_exchange_16 __atomic_compare_exchange_16'
	for size in sf df; do
		for to in si di ti; do
			wanted="$wanted __fix$size$to __fixuns$size$to __float$to$size __floatun$to$size"
		done
		for test in eq ne lt le gt ge unord; do wanted="$wanted __$test${size}2"; done
	done
	for what in add sub and or xor nand; do wanted="$wanted __atomic_fetch_${what}_16"; done
	"$NM" --defined-only "$work"/*builtins*.o | sed -n 's/^.* [TW] //p' >"$work/defined"
	: >"$work/log"
	for name in $wanted; do
		grep -qx "$name" "$work/defined" || echo "missing: $name" >>"$work/log"
	done
	[ ! -s "$work/log" ]
}

# What any clang here calls for any operation is there: FLAGS...
calls_are_there() {
	: >"$work/log"
	for clang in "$CLANG" clang-18 clang-19 clang-20 clang-21 clang-22; do
		command -v "$clang" >/dev/null || continue
		for level in -O0 -O2; do
			"$clang" $base "$@" $level -Wno-atomic-alignment -Wno-pedantic \
				-c tests/unit/runtime/target/calls.c -o "$work/calls.out" \
				>>"$work/log" 2>&1 || return 1
			"$NM" -u "$work/calls.out" | sed 's/^ *U //' >"$work/called"
			grep -q __atomic_ "$work/called" && grep -q __divti3 "$work/called" || return 1
			grep -vxF -f "$work/defined" "$work/called" | sed "s|^|$clang $level: |" \
				>>"$work/log"
		done
	done
	[ ! -s "$work/log" ]
}

# The functions of C17 7.12, in its order, each for three types.
has_every_function_of_math() {
	wanted='acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh tanh
		exp exp2 expm1 frexp ilogb ldexp log log10 log1p log2 logb modf scalbn scalbln
		cbrt fabs hypot pow sqrt erf erfc lgamma tgamma ceil floor nearbyint rint lrint
		llrint round lround llround trunc fmod remainder remquo copysign nan nextafter
		nexttoward fdim fmax fmin fma'
	"$NM" --defined-only "$work"/*.o | sed -n 's/^.* [TW] //p' >"$work/defined"
	: >"$work/log"
	for name in $wanted; do
		for type in '' f l; do
			grep -qx "$name$type" "$work/defined" || echo "missing: $name$type" >>"$work/log"
		done
	done
	[ ! -s "$work/log" ]
}

# Its macros, types and functions as a program uses them (7.12p2 to 7.12.14).
math_compiles() {
	"$CLANG" $base "$@" -O2 -c tests/unit/runtime/target/math.c -o "$work/math.out" \
		>"$work/log" 2>&1
}

# Each header alone, so that none depends on another's order.
headers_stand_alone() {
	: >"$work/log"
	for header in $headers; do
		echo "#include <$(basename "$header")>" >"$work/alone.c"
		"$CLANG" $base $soft -fsyntax-only "$work/alone.c" >>"$work/log" 2>&1 || return 1
	done
}

echo 1..14
compile $soft -mcmodel=kernel -fno-pic -O2
verdict 'kernel, soft float: compiles without a warning'
needs_only_hooks
verdict 'kernel, soft float: needs only the hooks of runtime.h'
has_every_builtin
verdict 'every function that compiler-rt documents for this target is there'
calls_are_there $soft
verdict 'kernel, soft float: whatever clang calls is there'
has_every_function_of_math
verdict 'every function of <math.h> is there, for float, double and long double'
math_compiles $soft
verdict 'every macro and function of <math.h> can be used'
compile $x87_off -mcmodel=kernel -fno-pic -fsyntax-only
verdict 'without x87 by name: compiles without a warning'
compile $soft -fPIE -fvisibility=hidden -mcmodel=small -Os
verdict 'loader: compiles without a warning'
compile -O0
verdict 'SSE, unoptimized: compiles without a warning'
has_every_builtin && calls_are_there
verdict 'SSE: whatever clang calls is there'
math_compiles
verdict 'SSE: every macro and function of <math.h> can be used'
compile $soft -mcmodel=kernel -fno-pic -O1 -DHEAP_CHECKS=1 -fsanitize=undefined
verdict 'debugging heap, sanitized: compiles without a warning'
needs_only_hooks
verdict 'debugging heap, sanitized: every handler that clang calls is there'
headers_stand_alone
verdict 'each header stands alone'
exit $failed
