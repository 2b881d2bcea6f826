#!/bin/sh
# What the documents tell a reader to type is there: targets of the Makefile, commands
# of ingot, its options, the tests that `sh tests/run.sh` is given.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/documents.sh"
cd "$t_root" || exit 1

# typed: "DOCUMENT:LINE TEXT" for each `code` and each command of a block of console.
typed() {
	for document in $(d_documents); do
		awk -v document="$document" '
		/^ *```/ { in_block = !in_block; is_console = /```console/; next }
		in_block {
			if (is_console && sub(/^ *\$ /, ""))
				print document ":" FNR, $0
			next
		}
		{
			count = split($0, parts, "`")
			for (i = 2; i <= count; i += 2)
				print document ":" FNR, parts[i]
		}' "$document"
	done
}
# What ingot says is not typed: it has a colon after a name, or "…" for what differs.
typed | grep -v -e '…' -e ' ingot [a-z]*: ' >"$t_state/typed"

# --- make ---------------------------------------------------------------------------

sed -n 's/^\([a-z-]*\):.*/\1/p' Makefile >"$t_state/targets"
unknown_targets() {
	# What a variable is set to in quotes is no target.
	grep ' make [a-z]' "$t_state/typed" | sed "s/='[^']*'/=/g" |
		while read -r place command words; do
		[ "$command" = make ] || continue
		for word in $words; do
			case $word in
			'#'*|build/*) break ;;
			[a-z]*=*|[A-Z]*) continue ;;
			*)	grep -q -x -e "$word" "$t_state/targets" ||
					echo "$place: make $word" ;;
			esac
		done
	done
}
t_is "each target of make is one" "" "$(unknown_targets)"

# --- ingot --------------------------------------------------------------------------

"$INGOT" --help >"$t_state/help" || exit 1
sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' "$t_state/help" >"$t_state/commands"
while read -r command; do
	"$INGOT" "$command" --help
done <"$t_state/commands" >>"$t_state/help"

is_command() {
	grep -q -x -e "$1" "$t_state/commands"
}

# What follows `--` is QEMU's.
unknown_options() {
	grep -E ' (build/)?ingot ' "$t_state/typed" | while read -r place program words; do
		case $program in ingot|build/ingot) ;; *) continue ;; esac
		command=
		skip=
		for word in $words; do
			[ -z "$skip" ] || { skip=; continue; }
			case $word in
			--|'#'*|'|'|'>'*)
				break ;;
			-C|-o|-j|-t)
				skip=yes ;;
			--[a-z]*)
				grep -q -e "${word%%=*}\\b" "$t_state/help" ||
					echo "$place: ingot $words: no option $word" ;;
			[a-z]*)	[ -n "$command" ] || is_command "$word" ||
					echo "$place: ingot $words: no command $word"
				command=$word ;;
			esac
		done
	done
}
t_is "each command and each option of ingot is one" "" "$(unknown_options)"

# --- tests --------------------------------------------------------------------------

unknown_tests() {
	grep ' sh tests/run.sh ' "$t_state/typed" | while read -r place _ _ words; do
		for word in $words; do
			case $word in *[A-Z]*|'#'*) break ;; esac
			set -- "tests/$word"*
			[ -e "$1" ] || echo "$place: sh tests/run.sh $word"
		done
	done
}
t_is "each test that is named is one" "" "$(unknown_tests)"

count=$(grep -c -E ' (make|ingot|sh) ' "$t_state/typed")
t_ok "something to type was found" test "$count" -gt 50
t_done
