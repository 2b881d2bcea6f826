#!/bin/sh
# test_target.sh: the runtime as kernels and loaders get it. Every source compiles
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
# runtime/sanitize needs more: tests/cli/sanitize.sh links it.
sources=$(find runtime -path runtime/sanitize -prune -o -name '*.[cS]' -print | LC_ALL=C sort)
headers=$(cd runtime/include && find . -name '*.h' | sed 's|^\./||' | LC_ALL=C sort)
kit_headers=$(cd kit/include && find . -name '*.h' | sed 's|^\./||' | LC_ALL=C sort)
# What clang brings, for the same programs.
clang_headers='float.h iso646.h limits.h stdalign.h stdatomic.h stdbool.h stddef.h
stdint.h stdnoreturn.h tgmath.h'
base="--no-default-config --target=x86_64-unknown-none -ffreestanding -nostdlibinc
-isystem runtime/include -mno-red-zone -fno-omit-frame-pointer -ffunction-sections
-fdata-sections -fno-asynchronous-unwind-tables -std=c17 -Wall -Wextra -Wpedantic -Werror"
# As host/target/spec_flags.c has them; x87_off is what other build systems write.
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
	# The bounds of a section are the linker's.
	"$NM" -u "$work/whole" | sed 's/^ *[Uw] //' | grep -v -e '^$' -e '^__start_' -e '^__stop_' |
		LC_ALL=C sort -u >"$work/log"
	printf '%s\n' runtime_exit runtime_monotonic runtime_panic runtime_report_begin \
		runtime_report_end runtime_report_write runtime_run_destructors \
		runtime_set_time runtime_write | cmp -s - "$work/log"
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
			wanted="$wanted __fix$size$to __fixuns$size$to"
			wanted="$wanted __float$to$size __floatun$to$size"
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

# What a header declares, the archives have; runtime.h also what kernels have, and
# sanitize.h what the sanitized ones link (tests/cli/sanitize.sh).
has_every_declared_function() {
	"$NM" --defined-only "$work/whole" | sed -n 's/^.* [TW] //p' >"$work/there"
	(cd runtime/include && sed -n -e 's|[ \t]*/\*.*\*/$||' \
		-e 's/^[A-Za-z_].*[ *]\([A-Za-z0-9_]\{1,\}\)(.*[,;]$/\1/p' $headers) |
		grep -v -x -e __attribute__ -e runtime_exit -e runtime_panic -e runtime_write \
			-e runtime_report_begin -e runtime_report_end -e runtime_report_write \
			-e runtime_va_refuse -e runtime_run_destructors \
			-e runtime_set_time -e runtime_monotonic \
			-e 'sanitize_.*' -e '__asan_.*' >"$work/declared"
	grep -vxF -f "$work/there" "$work/declared" >"$work/log"
	[ ! -s "$work/log" ] && [ "$(grep -c . "$work/declared")" -gt 500 ]
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
			grep -q __atomic_ "$work/called" || return 1
			grep -q __divti3 "$work/called" || return 1
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
			grep -qx "$name$type" "$work/defined" ||
				echo "missing: $name$type" >>"$work/log"
		done
	done
	[ ! -s "$work/log" ]
}

# Its macros, types and functions as a program uses them (7.12p2 to 7.12.14).
math_compiles() {
	"$CLANG" $base "$@" -O2 -c tests/unit/runtime/target/math.c -o "$work/math.out" \
		>"$work/log" 2>&1
}

# What LLVM's AddressSanitizer pass may call in a kernel.
has_every_sanitizer_call() {
	wanted='__asan_loadN __asan_storeN __asan_report_load_n __asan_report_store_n'
	for size in 1 2 4 8 16; do
		for what in load store report_load report_store; do
			wanted="$wanted __asan_$what$size"
		done
	done
	for name in $wanted; do wanted="$wanted ${name}_noabort"; done
	for mark in 00 01 02 03 04 05 06 07 f1 f2 f3 f5 f8; do
		wanted="$wanted __asan_set_shadow_$mark"
	done
	wanted="$wanted __asan_memcpy __asan_memmove __asan_memset __asan_handle_no_return
		__asan_alloca_poison __asan_allocas_unpoison __asan_poison_stack_memory
		__asan_unpoison_stack_memory __asan_register_globals __asan_unregister_globals
		__asan_before_dynamic_init __asan_after_dynamic_init"
	"$NM" --defined-only "$work"/*.o | sed -n 's/^.* [TW] //p' >"$work/defined"
	: >"$work/log"
	for name in $wanted; do
		grep -qx "$name" "$work/defined" || echo "missing: $name" >>"$work/log"
	done
	[ ! -s "$work/log" ]
}

# The base without what says "this is the system's": its warnings count.
strict=$(echo "$base" | sed -e 's/-isystem/-I/' -e 's/-std=c17//')

# write_sources ENDING HEADERS...: a source for each header alone, so that none
# depends on another's order, and one with all of them, in both orders.
write_sources() {
	ending=$1
	shift
	rm -rf "$work/headers"
	mkdir "$work/headers"
	for header; do
		unit=$work/headers/$(echo "$header" | tr /. __)
		printf '#include <%s>\n#include <%s>\nextern int unit;\n' "$header" "$header" \
			>"$unit.$ending"
		echo "#include <$header>" >>"$work/headers/all.$ending"
	done
	sed '1!G;h;$!d' "$work/headers/all.$ending" >"$work/headers/back.$ending"
	echo 'extern int unit;' >>"$work/headers/back.$ending"
}

# parse FLAGS...: every source that write_sources left, with the soft float that
# ingot asks for: -mno-80387 would take long double away, which tgmath.h needs.
parse() {
	"$CLANG" $strict -mno-mmx -mno-sse -mno-sse2 -Xclang -target-feature \
		-Xclang +soft-float -mlong-double-64 "$@" -fsyntax-only "$work"/headers/*.* \
		>>"$work/log" 2>&1
}

c_takes_every_header() {
	: >"$work/log"
	write_sources c $headers
	for standard in c99 c11 c17 c23; do
		parse -std=$standard || return 1
	done
	write_sources c $headers $clang_headers
	parse -std=c17
}

# A kernel that has other functions under POSIX's names hides ours.
own_names_are_the_kernels() {
	: >"$work/log"
	rm -rf "$work/headers"
	mkdir "$work/headers"
	cat >"$work/headers/own.c" <<-'END'
		#include <limits.h>
		#include <math.h>
		#include <setjmp.h>
		#include <stdio.h>
		#include <stdlib.h>
		#include <string.h>
		#include <time.h>
		#include <wchar.h>
		int j0(int number), jn(void), y1, signgam, lgamma_r(void), PATH_MAX;
		int getline(char *line, int size), asprintf(int number), fileno(void);
		int setenv(int number), qsort_r(void), posix_memalign(void), environ;
		int strdup(int number), strsep(void), strlcpy(void), memccpy(void);
		int clock_gettime(void), clockid_t, strptime(void), nanosleep(int ms);
		int wcsdup(void), mbsnrtowcs(void), open_wmemstream(void), sigsetjmp(void);
	END
	parse -std=c17 -D_ANSI_SOURCE || return 1
	cp "$work/headers/own.c" "$work/headers/own.cc"
	rm "$work/headers/own.c"
	parse -std=c++17 -D_ANSI_SOURCE && parse -std=c++20 -D_ANSI_SOURCE
}

cxx_takes_every_header() {
	: >"$work/log"
	write_sources cc $headers
	parse -std=c++20 && parse -std=c++17 && parse -std=c++11
}

# The kit is C17 and C++17.
takes_the_kit() {
	: >"$work/log"
	write_sources c $kit_headers
	parse -Ikit/include -std=c17 || return 1
	write_sources cc $kit_headers
	parse -Ikit/include -std=c++17 && parse -Ikit/include -std=c++20
}

# Names that C++ changed would be missing in the archives.
cxx_links() {
	cat >"$work/program.cc" <<-'END'
		#include <ctype.h>
		#include <fenv.h>
		#include <inttypes.h>
		#include <locale.h>
		#include <math.h>
		#include <runtime.h>
		#include <setjmp.h>
		#include <signal.h>
		#include <stdarg.h>
		#include <stdio.h>
		#include <stdlib.h>
		#include <string.h>
		#include <strings.h>
		#include <time.h>
		#include <uchar.h>
		#include <wchar.h>
		#include <wctype.h>
		#include <assert.h>
		#include <errno.h>
		static double last(int count, ...)
		{
			va_list values;
			va_start(values, count);
			double value = 0;
			while (count-- > 0)
				value = va_arg(values, double);
			va_end(values);
			return value;
		}
		jmp_buf end;
		struct heap_stats stats;
		extern "C" int program(char *text)
		{
			char32_t wide = 0;
			assert(text != nullptr);
			stats = heap_get_stats();
			if (setjmp(end) == 0)
				printf("%f %s\n", last(2, 1.0, sqrt(2.0)),
				       setlocale(LC_ALL, nullptr));
			signal(SIGINT, SIG_IGN);
			mbrtoc32(&wide, text, strlen(text), nullptr);
			errno = fegetround() + ffs(isalpha(*text));
			wchar_t *copy = static_cast<wchar_t *>(malloc(64));
			wcscpy(copy, L"x");
			stats.used_bytes += iswalpha(towupper(static_cast<wint_t>(*copy)));
			free(copy);
			return static_cast<int>(strtoimax(text, nullptr, 0) + time(nullptr));
		}
	END
	"$CLANG" $strict $soft -std=c++17 -fno-exceptions -fno-rtti -O1 -c "$work/program.cc" \
		-o "$work/program.o" >"$work/log" 2>&1 && needs_only_hooks
}

echo 1..21
compile $soft -mcmodel=kernel -fno-pic -O2
verdict 'kernel, soft float: compiles without a warning'
needs_only_hooks
verdict 'kernel, soft float: needs only the hooks of runtime.h'
has_every_declared_function
verdict 'every function that a header declares is there'
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
c_takes_every_header
verdict 'C99 to C23: each header alone and all together, without a warning'
cxx_takes_every_header
verdict 'C++: the same'
own_names_are_the_kernels
verdict 'what _ANSI_SOURCE hides can be the own'
takes_the_kit
verdict 'the headers of the kit: C and C++'
cxx_links
verdict 'C++ links with the archives'
sources=$(find runtime/sanitize -name '*.c' | LC_ALL=C sort)
compile $soft -mcmodel=kernel -fno-pic -O1
verdict 'address sanitizer: compiles without a warning'
has_every_sanitizer_call
verdict 'address sanitizer: every function that LLVM may call is there'
exit $failed
