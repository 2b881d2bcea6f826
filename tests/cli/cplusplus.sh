#!/bin/sh
# C++ callers: each public header of the runtime and the kit links from C++, its
# functions do what they do for C, and a kernel's entry, requests and tests may be
# written in C++. The sources are the parts of tests/guests/cplusplus/headers.cpp.
. "$(dirname "$0")/../tap.sh"

clang=$(sh "$t_root/scripts/llvm.sh" clang)
nm=$(sh "$t_root/scripts/llvm.sh" llvm-nm)
lld=$(sh "$t_root/scripts/llvm.sh" ld.lld)
t_need "$clang" "$nm" "$lld"
(cd "$t_root" && cd runtime/include && find . -name '*.h'
 cd "$t_root/kit/include" && find . -name '*.h') | sed 's|^\./||' | LC_ALL=C sort >headers
t_ok "there are headers" [ "$(wc -l <headers)" -gt 50 ]

# --- The parts --------------------------------------------------------------

cp -R "$t_root/tests/guests/cplusplus" kernel && rm -rf kernel/build &&
	cp "$t_root/x86_64-os.json" . || exit 1
echo "target: ../x86_64-os.json" >>kernel/ingot.yaml
mkdir parts && awk '
	/^#include </ {
		header = substr($2, 2, length($2) - 2)
		print header >"named"
		part = header
		gsub(/[\/.]/, "_", part)
		part = "parts/" part ".cpp"
		print >part
		print "#include <ingot/test.h>\n#line " NR + 1 " \"headers.cpp\"" >part
		next
	}
	part { print >part }' kernel/headers.cpp
t_is "each header has its part, and each part its header" "" \
	"$(LC_ALL=C sort named | diff headers - |
		sed -n -e 's/^< /no part: /p' -e 's/^> /no header: /p')"

"$INGOT" -C kernel target --cflags >flags || exit 1

# compile DIRECTORY FLAGS...: each part, into an object there, without a warning.
compile() {
	mkdir "$1"
	(cd "$1" && shift && "$clang" -x c++ $(cat ../flags) -fno-rtti -O1 -g -Wall -Wextra \
		-Wpedantic -Werror "$@" -c ../parts/*.cpp)
}
t_ok "C++17 compiles, as a test" compile tests -std=c++17 -DINGOT_TEST=1
t_ok "C++20 compiles, as a kernel" compile kernels -std=c++20
t_ok "C++23 compiles" compile newest -std=c++23
t_ok "C++20 compiles, with the sanitizer" compile sanitized -std=c++20 -DINGOT_TEST=1 -DSANITIZED

# wrong DECLARATION: whether the compiler takes an entry of another type.
wrong() {
	printf '#include <ingot/boot.h>\n%s;\nENTRY_POINT(kernel_main)\n' "$1" >wrong.cpp
	"$clang" -x c++ $(cat flags) -std=c++17 -fsyntax-only wrong.cpp
}
t_status "an entry of another type does not compile" 1 wrong "int kernel_main(const boot_info *)"
t_has "it is told what is wanted" \
	"ENTRY_POINT needs: void kernel_main(const struct boot_info *boot)" "$t_err"

# --- Linkage ----------------------------------------------------------------

# Functions that a header declares: "C NAME", or "C++ NAME" if C++ would change
# the name, so that no archive has it. The indentation tells what contains what.
# From 23 on clang ends a line with the linkage.
declared() {
	echo "#include <$1>" >declared.cpp
	"$clang" -x c++ $(cat flags) -std=c++17 -fsyntax-only -Xclang -ast-dump declared.cpp |
		awk '
		/^[|`]-/ { is_c = /LinkageSpecDecl .* C$/ }
		/^([| ] )?[|`]-FunctionDecl / && !/ static( inline)?( internal-linkage)?$/ {
			match($0, / [A-Za-z_][A-Za-z_0-9]* '\''/)
			name = substr($0, RSTART + 1, RLENGTH - 3)
			print (is_c ? "C" : "C++"), name
		}'
}
while read -r header; do
	declared "$header" >functions
	sed -n "s|^C++ |<$header> |p" functions >>mangled
	sed -n 's|^C ||p' functions | LC_ALL=C sort -u >names
	# What it declares ends a va_arg that cannot be: no part can call it.
	[ "$header" != stdarg.h ] || : >names
	part=$(echo "$header" | tr /. __)
	"$nm" -u "tests/$part.o" "sanitized/$part.o" |
		sed -n -e 's/^ *U ingot\./U /' -e 's/^ *U //p' |
		LC_ALL=C sort -u >called
	[ ! -s names ] || [ -n "$(LC_ALL=C comm -12 names called)" ] ||
		echo "<$header>" >>uncalled
	wc -l <names
done <headers >counts
t_is "every function has the linkage of C" "" "$(cat mangled)"
t_is "every part calls a function of its header" "" "$(cat uncalled 2>/dev/null)"
t_ok "there are functions" [ "$(awk '{ sum += $1 } END { print sum }' counts)" -gt 800 ]

# --- The machine ------------------------------------------------------------

# with OBJECTS: the kernel, linked with these.
with() {
	"$lld" -r -o "$1.o" "$1"/*.o && rm -rf "kernel-$1" && cp -R kernel "kernel-$1" &&
		echo "ldflags: [$PWD/$1.o]" >>"kernel-$1/ingot.yaml"
}
t_ok "the objects link" with tests
t_status "the tests of C++ pass" 0 t_limit 120 "$INGOT" -C kernel-tests test --direct --smp 2
t_has "one for each header" "$(wc -l <headers | tr -d ' ') passed, 0 failed"
t_ok "the objects link" with kernels
t_status "a kernel of C++ boots" 0 t_limit 120 "$INGOT" -C kernel-kernels run --direct
t_has "it is in C++, with the requests of C++" "C++ has version 2, slide 0, 42, 1"
t_ok "the objects link" with sanitized
t_status "with the sanitizer, too" 0 t_limit 120 \
	"$INGOT" -C kernel-sanitized test --direct --smp 2 --sanitize address
t_has "one for each header" "$(wc -l <headers | tr -d ' ') passed, 0 failed"
t_done
