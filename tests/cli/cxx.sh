#!/bin/sh
# Kernels in C++: what C++ calls on its own (runtime/cxx), and the headers of its
# library (runtime/include/c++), which say what others' say too.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/reports.sh"

clang=$(sh "$t_root/scripts/llvm.sh" clang)
t_need "$clang"
cp -R "$t_root/tests/guests/cxx" kernel && rm -rf kernel/build &&
	cp "$t_root/tests/guests/cplusplus/library.cpp" kernel/tests/ || exit 1
library=kernel/tests/library.cpp

# --- Headers -----------------------------------------------------------------

"$INGOT" -C kernel target --cflags >flags || exit 1
(cd "$t_root/runtime/include/c++" && ls) >headers
t_ok "there are headers" [ "$(wc -l <headers)" -gt 20 ]
since_20='bit|compare|concepts|source_location'

# alone STANDARD LIST: each header of the list compiles alone, without a warning.
alone() {
	rm -rf alone && mkdir alone
	while read -r header; do
		echo "#include <$header>" >"alone/$header.cpp"
	done <"$2"
	# As if they were the project's: nothing is left unsaid.
	"$clang" $(cat flags) -I "$t_root/runtime/include/c++" -std="$1" -fno-rtti -Wall \
		-Wextra -Werror -fsyntax-only alone/*.cpp
}
grep -vxE "$since_20" headers >older
t_ok "each compiles alone, as C++17" alone c++17 older
t_ok "each compiles alone, as C++20" alone c++20 headers
while read -r header; do
	grep -qF "#include <$header>" $library || echo "$header"
done <headers >untested
t_is "each is tested" "" "$(cat untested)"

# check_library STANDARD
check_library() {
	"$clang" $(cat flags) -std="$1" -fno-rtti -Wall -Wextra -Werror -fsyntax-only $library
}
t_ok "they say what is expected" check_library gnu++20
t_ok "so they do in C++23" check_library gnu++23
gxx=${HOST_CXX:-g++}
if echo '#include <source_location>' | "$gxx" -std=c++20 -fsyntax-only -x c++ - 2>/dev/null; then
	t_ok "the library of $gxx says the same" \
		"$gxx" -std=c++20 -DHOST_ONLY -fsyntax-only $library
else
	t_skip "another library says the same" "no g++ that knows C++20: make setup test"
fi

# --- Objects with static storage ---------------------------------------------

cat >expected <<'END'
+first
+second
+here
+inner
+local
 local
+other
 other
-here
-other
-local
atexit
-inner
-second
-first
END
t_ok "the kernel runs" t_limit 120 "$INGOT" -q -C kernel run --direct --release
t_is "what was constructed is destroyed, the last first" "$(cat expected)" \
	"$(tr -d '\r' <"$t_out")"

# --- In the machine ----------------------------------------------------------

# failures: tests of what is right that have not passed.
failures() {
	sed -n 's/^TEST(\(.*\))$/\1/p' kernel/tests/new.cpp kernel/tests/guard.cpp $library |
		while read -r name; do
			grep -qx "ok [0-9]* - $name" verdicts || echo "$name"
		done
}
t_ok "there are tests" [ "$(cat kernel/tests/*.cpp | grep -c '^TEST(')" -gt 20 ]
t_status "tests in C++" 1 t_limit 300 "$INGOT" -C kernel test --direct --smp 4 --tap
cp "$t_out" verdicts
t_is "those of what is right pass" "" "$(failures)"
crash new_without_memory "panic: out of memory: operator new of 9223372036854775807 bytes" \
	"in (anonymous namespace)::test_new_without_memory() at tests/wrong.cpp:"
crash new_of_a_negative_length "panic: new[]: the length is negative or too large"
crash pure_virtual_function "panic: pure virtual function called" \
	"in (anonymous namespace)::shape::measure() at tests/wrong.cpp:"
crash variable_that_needs_itself "panic: a static variable is used while it is constructed" \
	"#0 0x" "in (anonymous namespace)::again(int) at tests/wrong.cpp:"
crash array_deleted_twice "allocated by" "freed by"
t_is "... by the functions with new and delete" "2" \
	"$(grep -c '(allocated|freed) by .*test_array_deleted_twice()' -E report)"
crash the_end "panic: std::terminate() called"
crash names_are_readable "undefined behaviour: load of a null pointer to 'int'" \
	"in (anonymous namespace)::names::place<int>::read(int*) const at tests/wrong.cpp:"

t_status "with the address sanitizer" 1 t_limit 300 "$INGOT" -C kernel test --direct --smp 4 \
	--sanitize address,undefined --tap
cp "$t_out" verdicts
t_is "those of what is right pass" "" "$(failures)"
crash array_written_past_its_end "heap-buffer-overflow" "operator new" \
	"in (anonymous namespace)::test_array_written_past_its_end() at tests/wrong.cpp:"
crash object_used_after_delete "use-after-free" "operator delete" \
	"in (anonymous namespace)::test_object_used_after_delete() at tests/wrong.cpp:"
t_done
