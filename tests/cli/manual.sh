#!/bin/sh
# The manual pages: ingot(1) names every command and every option, ingot.yaml(5) every key, and
# no other. `T_UPDATE=1 sh tests/cli/manual.sh` makes what is made of documents anew.
. "$(dirname "$0")/../tap.sh"

page=$t_root/docs/ingot.1

# The commands that `ingot --help` lists.
commands() {
	"$INGOT" --help | awk '/^(Build|Machine|Information):$/ { is_in = 1; next }
		/^$/ { is_in = 0 }
		is_in { print $1 }'
}

# The options that the help of all commands lists, without the dashes.
options() {
	for command in $(commands); do
		"$INGOT" "$command" --help
	done | sed -n 's/^ .*--\([a-z][-a-z]*\) .*/\1/p' | sort -u
}

# The options of the manual page: ".It Fl C , Fl \&-directory Ar dir".
page_options() {
	sed -n 's/^\.It .*Fl \\&-\([a-z][-a-z]*\).*/\1/p' "$page" | sort -u
}

t_ok "the command prints its help" "$INGOT" --help
t_ok "it has commands" test "$(commands | grep -c .)" -ge 9
for command in $(commands); do
	t_has "the manual has the command $command" ".It Cm $command" "$page"
done
options >options
page_options >page_options
t_is "the manual has the options of --help" "$(cat options)" "$(cat page_options)"

# The keys that `ingot help yaml` lists, those of a map by "MAP.KEY": ingot.yaml(5) has each.
"$INGOT" help yaml | awk '/^[a-z-]+:$/ { map = $1; next }
	/^[a-z-]+: / { print $1; map = "" }
	/^  [a-z-]+: / { sub(/:$/, ".", map); print map $1 }
	/^Example:$/ { exit }' | sed 's/:$//' | LC_ALL=C sort >keys
t_ok "there are keys" test "$(grep -c . keys)" -ge 28
sed -n 's/^\.It Ic //p' "$t_root/docs/ingot.yaml.5" | LC_ALL=C sort >page_keys
t_is "the manual of ingot.yaml has all keys, and no other" "$(cat keys)" "$(cat page_keys)"

# Made of the documents, as T_UPDATE=1 writes them.
# made NAME FILE OPTION...: what scripts/manual/ makes.
made() {
	name=$1
	file=$2
	shift 2
	t_ok "$name is made" awk -f "$t_root/scripts/manual/text.awk" "$@"
	t_golden "... as it is in the tree" "../$file"
}
keys=$t_root/scripts/manual/keys.awk
made "ingot.yaml(5)" docs/ingot.yaml.5 -v form=mdoc -f "$keys" "$t_root/docs/ingot-yaml.md"
made "the text of \`ingot help KEY\`" host/project/key_texts.def -v form=text -f "$keys" \
	"$t_root/docs/ingot-yaml.md"
made "that of topics" host/cli/topics.def -f "$t_root/scripts/manual/topics.awk" "$page"
for topic in $(sed -n 's/^\t{ "\(.*\)",$/\1/p' "$t_root/host/cli/topics.def") yaml schema; do
	t_ok "the manual has the topic $topic" grep -q "^\.Li $topic\>" "$page"
done
if command -v mandoc >/dev/null 2>&1; then
	for manual in ingot.1 ingot.yaml.5; do
		t_run mandoc -T lint -W warning "$t_root/docs/$manual"
		t_is "mandoc has nothing to say of $manual" "" "$(cat "$t_out")"
	done
else
	t_skip "mandoc has nothing to say" "no mandoc"
fi

# A page may not be installed: help.c asks for it, and nobody else names one.
t_is "no other message names a manual page" host/cli/help.c "$(cd "$t_root" &&
	grep -r -l -E 'man (\[?[1-9]\]? )?ingot' host boot kit runtime templates)"

for variable in $(grep -h -o 'getenv("[A-Z_]*")' "$t_root"/host/*/*.c | sed 's/.*"\(.*\)".*/\1/' |
	sort -u); do
	case $variable in HOME|PATH) continue ;; esac
	t_ok "the manual has the variable $variable" grep -q -w -e "^\.It Ev.*$variable" "$page"
done

t_done
