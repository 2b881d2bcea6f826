#!/bin/sh
# No silent failure: stand-ins for every program that a build runs fail in every way
# that a program can; each time a sentence names the step, the file and the program.
. "$(dirname "$0")/../tap.sh"

"$INGOT" doctor >doctor 2>&1
program() { awk -v name="$1" '$1 == name { print $NF; exit }' doctor; }
clang=$(awk '$1 == "clang" { print $4 }' doctor)
for tool in "$clang" "$(program ld.lld)" "$(program llvm-ar)" "$(program llvm-objcopy)" \
	"$(program ninja)"; do
	t_ok "${tool##*/} is here" test -x "$tool"
done

# An LLVM of our own. Its programs stay as they are, as the cache of loader and runtime
# goes by them; what they do to whom is in files beside them.
# stand_in NAME WHEN WHAT: WHAT is done if WHEN, of a case, matches the arguments.
mkdir bin
bin=$PWD/bin
stand_in() {
	printf 'case "$*" in %s) %s;; esac\n' "$2" "$3" >"$bin/$1.does"
}
genuine() {
	for name in clang ld.lld llvm-ar llvm-objcopy llvm-symbolizer nasm; do
		: >"$bin/$name.does"
	done
}
for name in clang ld.lld llvm-ar llvm-objcopy llvm-symbolizer nasm; do
	true=$(program $name)
	[ $name = clang ] && true=$clang
	printf '#!/bin/sh\n. %s\nexec %s "$@"\n' "$bin/$name.does" "$true" >bin/$name
	chmod +x bin/$name
done
ln -s "$(program ninja)" bin/ninja
genuine
CC=$PWD/bin/clang
NINJA=$PWD/bin/ninja
NASM=$PWD/bin/nasm
export CC NINJA NASM
XDG_CACHE_HOME=$t_state/cache
export XDG_CACHE_HOME
unset LD
"$INGOT" -q new hello && cd hello || exit 1
t_ok "with programs that do their work" t_limit 600 "$INGOT" build

# failing NAME STATUS SENTENCE: a build whose stand-in is in place.
failing() {
	echo "/* $1 */" >>src/main.c
	[ ! -f src/word.asm ] || echo "; $1" >>src/word.asm
	t_status "$1" "$2" t_limit 60 "$INGOT" build
	t_has "$1: said" "$3" "$t_err"
	t_lacks "$1: the rest is silent" "ingot: status" "$t_err"
}

# try NAME WHEN FILE STEP: a program, its arguments, and the file it makes.
obj=build/x86_64-os/debug/obj/src/main.c.o
elf=build/x86_64-os/debug/hello.elf
try() {
	name=$1 when=$2 file=$3 what=$4
	said="$file: error: $what: $bin/$name"
	stand_in "$name" "$when" 'exit 7'
	failing "$name ends with a code, without a message" 3 \
		"$said failed with status 7, without a message"
	stand_in "$name" "$when" 'echo broken; exit 7'
	failing "$name ends with a code and a word" 3 broken
	t_lacks "$name: its word is enough" "without a message" "$t_err"
	for signal in "SEGV 11" "KILL 9" "ABRT 6" "PIPE 13"; do
		stand_in "$name" "$when" "kill -${signal% *} \$\$"
		failing "$name is ended by SIG${signal% *}" 3 \
			"$said was ended by signal ${signal#* } ("
	done
	stand_in "$name" "$when" 'head -c 3000000 /dev/urandom >&2; exit 1'
	failing "$name says garbage" 3 "the rest of this step's output is omitted"
	t_is "$name: no control character of it arrives" 0 \
		"$(LC_ALL=C tr -d '\n\t\040-\176\200-\377' <"$t_err" | wc -c | tr -d ' ')"
	t_ok "$name: a part of it" test "$(wc -c <"$t_err")" -lt 9000000
	stand_in "$name" "$when" "rm -f $file; exit 0"
	failing "$name does nothing, well" 3 "$said succeeded, but did not write the file"
	genuine
	t_ok "the next build is well" t_limit 60 "$INGOT" build
}
try clang "*src/main.c*" $obj "compile src/main.c"
try ld.lld "*$elf*" $elf "link $elf"
try llvm-objcopy "*$elf*" build/x86_64-os/debug/hello.stripped "convert $elf"
echo 'nop' >src/word.asm
try nasm "*src/word.asm*" build/x86_64-os/debug/obj/src/word.asm.o "nasm src/word.asm"
rm src/word.asm

# ninja keeps what a step says until that ends.
if [ -r /proc/self/statm ]; then
	stand_in clang "*src/main.c*" 'exec yes broken'
	failing "a step that never ends speaking" 3 "a step prints more than NINJA_MEMORY_MIB_MAX"
	t_has "it is named" "$obj: error: compile src/main.c: $bin/clang may be" "$t_err"
	t_is "and nothing is left of it" "" "$(ps -e -o args | grep '[y]es broken')"
	genuine
	t_ok "the next build is well" t_limit 60 "$INGOT" build
else
	t_skip "a step that never ends speaking" "the system does not tell a program's memory"
fi

# The archiver is the loader's: its damaged archive is made again. The kernel's libraries
# ingot makes itself.
loader=$(echo "${XDG_CACHE_HOME:?}"/ingot/loader-*)
t_ok "the loader is there, once" test -s "$loader/libstring.a"
: >"$loader/libstring.a"
stand_in llvm-ar '*libstring.a*' 'exit 9'
failing "llvm-ar ends with a code, without a message" 3 \
	"$loader/libstring.a: error: archive $loader/libstring.a: $bin/llvm-ar failed with status 9"
genuine
t_ok "the next build is well" t_limit 60 "$INGOT" build
runtime=$(sed -n 's/^i0 [0-9]* [0-9]* \(.*\)\/libkit.a$/\1/p' build/x86_64-os/debug/record)
: >"$runtime/libkit.a"
t_ok "a damaged library is made again" t_limit 60 "$INGOT" build
t_ok "... whole" test -s "$runtime/libkit.a"

# ninja.
ninja_fails() {
	echo "/* $1 */" >>src/main.c
	printf '#!/bin/sh\n%s\n' "$2" >"$t_state/ninja" && chmod +x "$t_state/ninja"
	NINJA=$t_state/ninja t_status "ninja $1" "$3" t_limit 60 "$INGOT" build
	t_has "ninja $1: said" "$4" "$t_err"
}
ninja_fails "ends with a code, without a message" 'exit 5' 4 \
	"ninja ended with status 5, without a message"
ninja_fails "is ended by a signal" 'kill -SEGV $$' 4 "ninja was ended by signal 11 ("
ninja_fails "says something, then is ended by a signal" \
	'echo "[1/2] compile x"; echo oh; kill -9 $$' 4 "ninja was ended by signal 9 ("
ninja_fails "fails with a word" 'echo "ninja: error: no luck"; exit 1' 3 "ninja: error: no luck"
rm $obj
ninja_fails "does nothing, well" 'exit 0' 4 "$obj: error: compile src/main.c: "
ninja_fails "says garbage" 'head -c 200000 /dev/urandom; exit 1' 3 "<"
printf 'no program' >"$t_state/ninja" && chmod +x "$t_state/ninja"
ninja_fails "names a step that fails, and no more" \
	'echo "[1/2] compile x"; echo "FAILED: a/b.o "; echo "cc x"; exit 1' 3 \
	"a/b.o: error: make: the command failed without a message"
ninja_fails "names no step" \
	'echo "[1/2] compile x, not to be told again"; echo "FAILED: [code=1]"; echo cc; exit 1' 3 \
	"ingot: error: make: the command failed without a message"
t_lacks "... nor what it said before" "told again" "$t_err"
NINJA=/dev/null t_status "ninja that is none" 4 "$INGOT" build
t_has "NINJA: said" 'NINJA is set to "/dev/null", which was not found' "$t_err"
printf '#!/no/such/interpreter\n' >"$t_state/ninja"
NINJA=$t_state/ninja t_status "ninja that cannot be started" 4 "$INGOT" build
t_has "ninja: said" "cannot run $t_state/ninja: " "$t_err"
t_ok "the next build is well" t_limit 60 "$INGOT" build

# What is asked of clang before a build: an answer or a sentence, in time.
asked() {
	rm -rf "$t_state/none"
	stand_in clang "$2" "$3"
	XDG_CACHE_HOME=$t_state/none t_status "clang, asked, $1" 4 t_limit 100 "$INGOT" build
	t_has "clang, asked, $1: said" "$4" "$t_err"
}
asked "ends with a code" '*--version*' 'exit 3' "asked for its --version, it ended with status 3"
asked "is ended by a signal" '*--version*' 'kill -SEGV $$' \
	"asked for its --version, it was ended by signal 11 ("
asked "says garbage" '*--version*' 'head -c 2000 /dev/urandom; exit 0' "it is not clang"
asked "never ends speaking" '*--version*' 'exec yes "clang version 22.1.8"' \
	"asked for its --version, it said more than 4 MiB"
asked "hangs" '*--version*' 'sleep 1000' "asked for its --version, it did not end within 30 s"
t_is "and nothing is left of it" "" "$(ps -e -o args | grep '[s]leep 1000')"
asked "does not know its headers" '*-print-resource-dir*' 'exit 3' \
	"does not say where its headers are (-print-resource-dir): it ended with status 3"
stand_in clang '*-emit-llvm*' 'kill -SEGV $$'
XDG_CACHE_HOME=$t_state/none2 t_status "clang, asked about the target, is ended by a signal" 3 \
	"$INGOT" build
t_has "said" "it was ended by signal 11 (" "$t_err"
genuine

# llvm-symbolizer, asked about a crash that a stand-in for QEMU shows: the report
# comes all the same.
cat >"$t_state/qemu" <<'END'
#!/bin/sh
echo '{"QMP": {}}' >&3
echo '{"event": "RESUME"}' >&3
printf 'panic: no luck\r\nbacktrace:\r\n  #0 0xffffffff80000020\r\n  #1 0xffffffff80000021\r\n' >&4
exit 35
END
chmod +x "$t_state/qemu"
crash() {
	QEMU=$t_state/qemu t_status "llvm-symbolizer $1" 6 t_limit 60 "$INGOT" run --direct
	t_has "llvm-symbolizer $1: the report is there" "  #1 0xffffffff80000021" "$t_out"
}
# symbols NAME WHAT SENTENCE: how it fails, and what is said of it.
symbols() {
	stand_in llvm-symbolizer '*' "$2"
	crash "$1"
	t_is "llvm-symbolizer $1: said once" \
		"ingot: warning: reports lack functions and lines: $bin/llvm-symbolizer $3" \
		"$(grep warning: "$t_err")"
}
genuine
crash "does its work"
t_lacks "which is no cause for a word" warning "$t_err"
t_has "but for functions" "  #0 0xffffffff80000020 in " "$t_out"
symbols "ends with a code, without a message" 'exit 7' "ended with status 7"
symbols "ends with a code and a word" 'echo no luck >&2; exit 7' "ended with status 7"
symbols "is ended by a signal" 'kill -SEGV $$' \
	"was ended by signal 11 (Segmentation fault)"
symbols "ends well, without an answer" 'exit 0' "ended with status 0"
symbols "says garbage" 'head -c 100000 /dev/urandom | tr -d "\000"' \
	"gave an answer that is none"
symbols "never ends speaking" 'exec yes a:1:1' "gave an answer that is none"
symbols "hangs" 'exec sleep 1000' "did not answer within 10 s"
t_is "and nothing is left of it" "" "$(ps -e -o args | grep '[s]leep 1000')"
genuine

# QEMU, which says that it runs the guest, or has not done so.
# machine NAME STATUS SENTENCE WHAT: a run, and a test.
machine() {
	printf '#!/bin/sh\n%s\n' "$4" >"$t_state/qemu"
	for command in run test; do
		QEMU=$t_state/qemu t_status "$command: QEMU $1" "$2" t_limit 60 "$INGOT" $command \
			--direct --timeout 1 </dev/null
		t_has "$command: QEMU $1: said" "$3" "$t_err"
		[ "$2" != 4 ] || t_has "$command: QEMU $1: which" "QEMU is $t_state/qemu" "$t_err"
	done
}
for status in 0 1 2 3 33 35 255; do
	machine "ends with status $status, without a message" 4 \
		"QEMU failed with status $status before it started the guest" "exit $status"
done
machine "ends with a code and a word" 4 "no luck" 'echo no luck >&2; exit 1'
machine "is ended by a signal" 4 "QEMU was ended by signal 11 (" 'kill -SEGV $$'
machine "hangs" 4 "QEMU did not start the guest within 1 s" 'exec sleep 1000'
t_is "and nothing is left of it" "" "$(ps -e -o args | grep '[s]leep 1000')"
machine "says garbage to its monitor" 4 "the QEMU monitor does not speak QMP" \
	'echo hello >&3; exec sleep 1000'
machine "never ends speaking garbage" 4 "the QEMU monitor does not speak QMP" \
	'exec cat /dev/urandom >&3'
machine "never ends speaking to its monitor" 4 "QEMU did not start the guest within 1 s" \
	'exec yes "{}" >&3'
machine "never ends a line" 4 "QEMU did not start the guest within 1 s" \
	'exec tr "\000" "{" </dev/zero >&3'
# A guest that never stops speaking.
runs='echo "{\"event\": \"RESUME\"}" >&3'
machine "brings a guest that floods the console" 5 "after 1 s" "$runs; exec yes >&4"
printf '#!/bin/sh\n%s\nexec yes "fail 1 a:1: b" >&5\n' "$runs" >"$t_state/qemu"
QEMU=$t_state/qemu t_status "a guest that floods its verdicts" 5 \
	t_limit 60 "$INGOT" test --direct --timeout 1
t_has "said" "no test plan from the guest: timed out after 1 s" "$t_err"
printf '#!/no/such/interpreter\n' >"$t_state/qemu"
QEMU=$t_state/qemu t_status "QEMU that cannot be started" 4 "$INGOT" run --direct
t_has "said" "cannot start $t_state/qemu: " "$t_err"

# qemu-img.
printf '#!/bin/sh\n%s\n' 'exit 3' >"$t_state/qemu-img" && chmod +x "$t_state/qemu-img"
QEMU_IMG=$t_state/qemu-img
export QEMU_IMG
convert() {
	printf '#!/bin/sh\n%s\n' "$2" >"$t_state/qemu-img"
	t_status "qemu-img $1" 3 t_limit 60 "$INGOT" image --format qcow2 -o x.qcow2
	t_has "qemu-img $1: said" "x.qcow2: error: $t_state/qemu-img $3" "$t_err"
	t_ok "qemu-img $1: nothing half-written" test -z "$(find . -name 'x.qcow2*')"
}
convert "ends with a code, without a message" 'exit 3' "ended with status 3, without a message"
convert "ends with a code and a word" 'echo no luck; exit 3' "ended with status 3: no luck"
convert "is ended by a signal" 'kill -SEGV $$' "was ended by signal 11 ("
convert "does nothing, well" 'exit 0' "succeeded, but the file is empty"

t_done
