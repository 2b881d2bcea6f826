#!/bin/sh
# ingot watch: what makes it run again, what it does with what is under way, how it ends.
# How fast it is, `make bench-watch` measures.
. "$(dirname "$0")/../tap.sh"

TERM=xterm # whatever the tests are called from
export TERM

terminal=$t_state/terminal
t_ok "the terminal is built" "${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -o "$terminal" \
	"$t_root/tests/terminal.c"

watcher=
end_watcher() { [ -z "$watcher" ] || kill "$watcher" 2>/dev/null; t_end; }
trap end_watcher EXIT

# watch ARGUMENT...: begins to watch the project in the current directory. What the last
# one said is not taken for its words: it may be a while until it has opened its files.
watch() {
	: >out
	: >err
	"$INGOT" watch "$@" >out 2>err </dev/null &
	watcher=$!
	runs=0
}

# until_file FILE TEXT COUNT: whether the file gets so many lines with TEXT, in two minutes.
until_file() {
	tries=0
	while [ "$(grep -c -e "$2" "$1" 2>/dev/null)" -lt "$3" ]; do
		tries=$((tries + 1))
		[ $tries -lt 1200 ] || return 1
		sleep 0.1
	done
}

# runs_again NAME CHANGED [TEXT]: it has run once more, since CHANGED changed, and said TEXT.
runs_again() {
	runs=$((runs + 1))
	t_ok "$1" until_file err "  Watching " $runs
	[ -z "$2" ] || t_has "... because of $2" "     Changed $2" err
	[ -z "${3-}" ] || t_has "... and says so" "$3" out
}

# ends NAME STATUS: the watcher ends by itself, or has been told to.
ends() {
	wait "$watcher"
	t_is "$1" "$2" $?
	watcher=
}

"$INGOT" -q new project && cd project || exit 1
echo '#define WORD "first"' >src/word.h
cat >tests/first.c <<'END'
#include <ingot/test.h>
#include "../src/word.h"
TEST(a_word) { CHECK_STR_EQ(WORD, "first"); }
END

# --- Tests, again and again ------------------------------------------------------

watch test --direct
runs_again "tests run at once" "" "1 passed, 0 failed"
echo '#define WORD "second"' >src/word.h
runs_again "a header" src/word.h "0 passed, 1 failed"
t_has "a failure is repeated without watch" "ingot test --direct a_word" out
echo '#define WORD "first"' >word.tmp && mv word.tmp src/word.h
runs_again "a file that was written beside it and renamed" src/word.h
echo 'TEST(' >>tests/first.c
runs_again "a source that does not compile" tests/first.c
t_has "is reported" "error: " err
echo 'fine) {}' >>tests/first.c
runs_again "and waited for" tests/first.c "2 passed, 0 failed"
printf '#include <ingot/test.h>\nTEST(more) {}\n' >tests/more.c
runs_again "a new source" tests "3 passed, 0 failed"
mkdir tests/deep && printf '#include <ingot/test.h>\nTEST(deep) {}\n' >tests/deep/er.c
t_ok "a new source in a new directory" until_file out "4 passed, 0 failed" 1
runs=$(grep -c "  Watching " err)
echo 'nonsense: 1' >>ingot.yaml
runs=$(grep -c "  Watching " err)
t_ok "a project file that is wrong" until_file err 'unknown key "nonsense"' 1
echo 'name: project' >ingot.yaml
t_ok "and one that is right" until_file out "4 passed, 0 failed" 2
count=$(grep -c "     Changed" err)
touch .hidden src/.main.c.swp src/4913 'src/main.c~' README.md
mkdir elsewhere && touch elsewhere/main.c
sleep 1.5
t_is "files of no concern make it run no more" "$count" "$(grep -c "     Changed" err)"
kill -INT "$watcher"
ends "SIGINT ends it" 130
t_run "$INGOT" test --direct
t_has "what was built is good" "4 passed, 0 failed"

# --- A machine that runs ------------------------------------------------------------

cat >qemu <<END
#!/bin/sh
echo \$\$ >>'$PWD/pids'
exec ${QEMU:-qemu-system-x86_64} "\$@"
END
chmod +x qemu
# endless WORD: a kernel that says the word and then waits.
endless() {
	cat >src/main.c <<-END
	#include <ingot/boot.h>
	#include <ingot/cpu.h>
	#include <stdio.h>
	static void kernel_main(const struct boot_info *boot)
	{
		(void)boot;
		puts("the word is $1");
		for (;;)
			cpu_interrupts_on_and_halt();
	}
	ENTRY_POINT(kernel_main)
	END
}
# is_gone N: the N-th machine's process ends.
is_gone() {
	pid=$(sed -n "$1p" pids) && tries=0
	while kill -0 "$pid" 2>/dev/null && [ "$(ps -o stat= -p "$pid" | cut -c 1)" != Z ]; do
		tries=$((tries + 1))
		[ $tries -lt 600 ] || return 1
		sleep 0.1
	done
}
QEMU=$PWD/qemu
export QEMU
endless one
watch run --direct
t_ok "a kernel runs" until_file out "the word is one" 1
endless two
t_ok "a change starts the next" until_file out "the word is two" 1
t_ok "the first machine has ended" is_gone 1
kill -INT "$watcher"
ends "SIGINT ends the watcher" 130
t_ok "and the machine" is_gone 2
watch run --direct
t_ok "it runs again" until_file out "the word is two" 1
cd .. && mv project moved && cd moved || exit 1
ends "a directory that is moved ends it" 3
t_has "with a sentence" "the project's directory was moved or removed" err
t_ok "the machine ends with it" is_gone 3
unset QEMU

# --- On a terminal --------------------------------------------------------------------

mkfifo keys
"$terminal" -i "$INGOT" watch <keys >out 2>&1 &
watcher=$!
exec 7>keys
t_ok "it builds, and says which keys there are" until_file out "r runs again, q ends" 1
t_lacks "nothing is cleared before" "$(printf '\033[2J')" out
printf r >&7
t_ok "r builds again" until_file out "r runs again, q ends" 2
t_has "on a clean screen" "$(printf '\033[H\033[2J')" out
printf q >&7
ends "q ends it" 0
exec 7>&-

t_status "a command that is not watched" 2 "$INGOT" watch image
t_golden "its message" golden/watch_command "$t_err"
t_status "an option of another command" 2 "$INGOT" watch build --smp 2
t_has "is named" 'ingot build: unknown option "--smp"' "$t_err"
t_status "a filter of what has none" 2 "$INGOT" watch run first
t_done
