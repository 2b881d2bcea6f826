#!/bin/sh
# The Makefile: what it makes, and what it does not make twice.
. "$(dirname "$0")/../tap.sh"

# A tree of its own, whose path make must not trip over. Compiled fast, and a
# warning is an error.
copy_tree() {
	mkdir "a directory" && cd "a directory" || exit 1
	cp -R "$t_root/Makefile" "$t_root/abi" "$t_root/host" "$t_root/observe" "$t_root/scripts" .
}

make_quietly() {
	make SETUP=: CC="${HOST_CC:-cc}" CFLAGS="${flags:--O0 -Werror}" "$@"
}

make_command() {
	make_quietly V=1 "$@"
}

# How many objects the last run compiled.
compiled() {
	grep -c -e ' -c -o build/host/' "$t_out" || :
}

t_run make -C "$t_root" help
for target in all setup install uninstall packages run test hosts fresh soak-real clean help; do
	t_has "make help knows $target" "make $target " "$t_out"
done

copy_tree
sources=$(ls host/*/*.c | grep -c .)
t_ok "make in a directory with a space, without a warning" make_command -j2
t_is "every source is compiled" "$sources" "$(compiled)"
t_ok "the command runs" build/ingot --version
t_has "... and says its version" "ingot " "$t_out"

t_ok "make again" make_command
t_is "... compiles nothing" 0 "$(compiled)"
t_lacks "... links nothing" "build/ingot" "$t_out"

sleep 1
touch abi/version.h
t_ok "make after a header was touched" make_command
t_has "... links" "-o build/ingot" "$t_out"
count=$(compiled)
t_ok "... compiles what includes it" test "$count" -ge 1
t_ok "... and nothing else" test "$count" -lt 10

echo 'extern int extra; int extra;' >host/base/extra.c
t_ok "make after a source was added" make_command
t_has "... compiles it" "-o build/host/base/extra.o" "$t_out"
rm host/base/extra.c
t_ok "make after a source was removed" make_command
t_has "... links without it" "-o build/ingot" "$t_out"
t_lacks "... really" "extra.o" "$t_out"

# What a user sees: a line for each command, and the whole of one that fails.
touch host/base/arena.c
t_ok "make without V=1" make_quietly
t_is "... prints a line for each command" "  CC    host/base/arena.c
  LD    build/ingot" "$(cat "$t_out")"
touch host/base/arena.c
t_ok "make -s" make_quietly -s
t_is "... prints nothing" "" "$(cat "$t_out" "$t_err")"
echo '#error "it'"'"'s wrong"' >host/base/extra.c
t_status "make with a source that does not compile" 2 make_quietly
t_has "... names it" "  CC    host/base/extra.c" "$t_out"
t_has "... and prints the whole command" " -c -o build/host/base/extra.o host/base/extra.c" "$t_err"
rm host/base/extra.c

flags="-O0 -Werror -DNAME='\"a b\"'"
t_ok "make with other flags, quotes in them" make_command -j2
t_is "... compiles everything" "$sources" "$(compiled)"
flags=
t_ok "make clean" make_command clean
t_run test -e build
t_is "... removes what was made" 1 $t_status

t_ok "make run is a dry run away from the set-up" make -n run
t_has "... which comes first" "scripts/setup.sh run" "$t_out"
t_ok "make test sets up what the tests take" make -n test
t_has "... too" "scripts/setup.sh test" "$t_out"
t_has "... and shows the commands" " -c -o build/host/base/arena.o" "$t_out"
t_done
