#!/bin/sh
# The command line: what is accepted, what is refused, and what help says.
. "$(dirname "$0")/../tap.sh"

# No page is installed, whatever this host has.
mkdir bin
printf '#!/bin/sh\nexit 16\n' >bin/man
chmod +x bin/man
PATH=$PWD/bin:$PATH

t_ok "ingot --help" "$INGOT" --help
t_golden "help says what it is" golden/help
t_ok "ingot -h" "$INGOT" -h
t_golden "the short help is shorter" golden/help_short
t_ok "ingot help" "$INGOT" help
t_golden "ingot help is the long one" golden/help
for command in new build image flash run test watch target doctor clean completions help; do
	t_run "$INGOT" -h
	t_has "help lists $command" "  $command "
	t_ok "ingot $command --help" "$INGOT" $command --help
	t_has "$command --help shows its usage" "Usage: ingot $command [OPTIONS]"
	t_has "$command --help lists --quiet" "--quiet"
	t_is "$command --help has one example" 1 "$(grep -c "^Example: ingot $command" "$t_out")"
	cp "$t_out" long
	t_ok "ingot help $command" "$INGOT" help $command
	t_is "... is the same" "$(cat long)" "$(cat "$t_out")"
	t_ok "ingot $command -h" "$INGOT" $command -h
	t_lacks "$command -h leaves out what all commands take" "--quiet"
	t_is "$command -h has the example too" 1 "$(grep -c "^Example: ingot $command" "$t_out")"
	t_ok "... and is shorter" test "$(wc -l <"$t_out")" -lt "$(wc -l <long)"
done
t_run "$INGOT" test -h
t_golden "the short help of a command" golden/help_test_short
t_run "$INGOT" test --help
t_golden "the long one" golden/help_test
t_lacks "without options of others" "--screenshot"
t_ok "the keys of ingot.yaml" "$INGOT" help yaml
t_golden "... are all there" golden/help_yaml
printf '#!/bin/sh\necho "$*" >>asked\n' >bin/man
for topic in "" yaml; do
	t_run "$INGOT" help $topic
	t_has "help $topic names the manual page that is installed" "man ingot.yaml"
done
t_is "man was asked where they are" "-w ingot
-w ingot.yaml" "$(cat asked)"
t_run "$INGOT" -h
t_lacks "the short help asks nobody" "man ingot"
for topic in $("$INGOT" help | tr '\n' ' ' | sed 's/.*: COMMAND, //; s/, and each.*//; s/,//g'); do
	t_ok "the topic $topic" "$INGOT" help $topic
	t_is "... says something" 1 "$(grep -c . "$t_out" | sed 's/^[1-9].*/1/')"
done
t_ok "the topic environment" "$INGOT" help environment
t_has "... is the manual's section" "- CC, LD: The clang(1) and ld.lld(1) to use for the kernel."
t_ok "one key" "$INGOT" help link-script
t_is "... alone" 1 "$(grep -c '^[a-z]' "$t_out")"
t_golden "... says all of it" golden/help_link_script
t_ok "... is as in the list of all" \
	grep -q -x -F "$(head -1 "$t_out")" "$t_root/tests/golden/help_yaml"
t_ok "keys in maps" "$INGOT" help timeout
t_is "... with their maps" "test:" "$(grep '^[a-z]' "$t_out" | tail -1)"
t_ok "a key that is a command, too" "$INGOT" help image:
t_has "... is told from it by a colon" "  modules: "
t_ok "help needs no tree" env INGOT_ROOT=/nonexistent "$INGOT" help yaml
t_status "a topic that is none" 2 "$INGOT" help yml
t_golden "a topic that is none, message" golden/options_unknown_topic "$t_err"
t_status "two topics" 2 "$INGOT" help run test
t_ok "ingot --version" "$INGOT" --version
t_has "the version is a number" "ingot 0."

t_status "no command is a usage error" 2 "$INGOT"
t_status "unknown command" 2 "$INGOT" biuld
t_golden "unknown command, message" golden/options_unknown_command "$t_err"
t_status "unknown option" 2 "$INGOT" build --relaese
t_golden "unknown option, message" golden/options_unknown_option "$t_err"
t_status "an option of another command" 2 "$INGOT" build --junit x.xml
t_golden "an option of another command, message" golden/options_foreign_option "$t_err"
t_status "an option of another command, before it" 2 "$INGOT" --junit x.xml build
t_golden "the same, message" golden/options_foreign_option "$t_err"
t_ok "an option of two commands, before one of them" "$INGOT" --list -j 2 --timeout 3 \
	-C "$t_root/examples/hello" test --dry-run
t_status "a value that is missing" 2 "$INGOT" image -o
t_golden "a value that is missing, message" golden/options_no_value "$t_err"
t_status "a value that is no number" 2 "$INGOT" run --smp=two
t_golden "a value that is no number, message" golden/options_no_number "$t_err"
t_status "a value where none goes" 2 "$INGOT" build --release=yes
t_status "an operand too many" 2 "$INGOT" build hello
t_golden "an operand too many, message" golden/options_operand "$t_err"
t_status "an operand that is missing" 2 "$INGOT" new
t_golden "an operand that is missing, message" golden/options_no_operand "$t_err"
t_status "arguments for QEMU where none run" 2 "$INGOT" build -- -s
t_status "a sanitizer that is none" 2 "$INGOT" test --sanitize=address,memory
t_golden "a sanitizer that is none, message" golden/options_no_sanitizer "$t_err"
t_ok "no sanitizer" "$INGOT" test --sanitize none --help
t_status "two ways to start" 2 "$INGOT" run --bios --uefi
t_golden "two ways to start, message" golden/options_two_starts "$t_err"
t_ok "one way to start, twice" "$INGOT" run --bios --bios --help
t_status "a colour that is none" 2 "$INGOT" --color=red build
t_status "a directory that is not there" 2 "$INGOT" -C nowhere build
t_golden "a directory that is not there, message" golden/options_no_directory "$t_err"
t_status "a root that is none" 4 env INGOT_ROOT=/nonexistent "$INGOT" doctor

t_run "$INGOT" --color=always biuld
t_has "colour on demand" "$(printf '\033[1;31merror:')" "$t_err"
t_run env NO_COLOR=1 "$INGOT" biuld
t_lacks "no colour where it is not wanted" "$(printf '\033')" "$t_err"
t_done
