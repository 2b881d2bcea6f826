#!/bin/sh
# ingot completions: the scripts that are installed are what the command prints, and real
# shells take them.
. "$(dirname "$0")/../tap.sh"

for shell in bash zsh fish; do
	t_ok "completions $shell" "$INGOT" completions $shell
	case $shell in
	bash) file=bash/ingot ;;
	zsh) file=zsh/_ingot ;;
	fish) file=fish/ingot.fish ;;
	esac
	cp "$t_out" $shell
	t_golden "is what docs/completions has" ../docs/completions/$file
	t_ok "no tree is needed" env INGOT_ROOT=/nowhere "$INGOT" completions $shell
done
t_status "another shell" 2 "$INGOT" completions tcsh
t_has "... is none" 'unknown shell "tcsh"' "$t_err"

# completed WORD...: what bash offers for the last word.
completed() {
	# shellcheck disable=SC2016 # for bash
	bash -c '. ./bash; complete -p ingot >/dev/null || exit 1
		COMP_WORDS=(ingot "$@"); COMP_CWORD=$#; _ingot; echo "${COMPREPLY[*]}"' - "$@"
}
if command -v bash >/dev/null 2>&1; then
	mkdir -p place/inner && touch spec.json
	t_is "bash: every command" \
		"$("$INGOT" --help | awk '/^(Build|Machine|Information):$/ { is_in = 1; next }
			/^$/ { is_in = 0 }
			is_in { print $1 }' | LC_ALL=C sort)" \
		"$(completed '' | tr ' ' '\n' | LC_ALL=C sort)"
	t_is "bash: a command" build "$(completed bu)"
	t_is "bash: the options of a command" \
		"$("$INGOT" image --help | sed -n 's/^ .*--\([a-z][-a-z]*\).*/--\1/p' | sort -u)" \
		"$(completed image -- | tr ' ' '\n' | sort)"
	t_is "bash: not those of another" "" "$(completed build --ju)"
	t_is "bash: words of an option" "vhdx vhd" "$(completed image --format vh)"
	t_is "bash: the words of help" "$("$INGOT" help run | sed -n 's/^ *--accel NAME *//p' |
	sed 's/ (default)//; s/,//g; s/ or / /')" "$(completed run --accel '')"
t_is "bash: what can be watched" run "$(completed watch r)"
t_is "bash: a file" spec.json "$(completed build --target sp)"
	t_is "bash: a directory" place "$(completed -C pl)"
	t_is "bash: a command behind the value of an option" run "$(completed -C place ru)"
	t_is "bash: a topic" yaml "$(completed help ya)"
	t_is "bash: a shell" zsh "$(completed completions z)"
else
	t_skip "bash completes" "no bash"
fi
if command -v zsh >/dev/null 2>&1; then
	t_ok "zsh reads the script" zsh -n ./zsh
else
	t_skip "zsh reads the script" "no zsh"
fi
if command -v fish >/dev/null 2>&1; then
	t_ok "fish reads the script" fish --no-config -c 'source ./fish'
	t_ok "fish: words of an option" fish --no-config -c 'source ./fish
		complete -C "ingot image --format vh" | string match -q vhdx'
else
	t_skip "fish reads the script" "no fish"
fi
t_done
