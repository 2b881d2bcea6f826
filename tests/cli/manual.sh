#!/bin/sh
# The manual page names every command and every option, and no other.
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

# The keys that `ingot help yaml` lists: the page has each, under its name.
"$INGOT" help yaml | sed -n '/^Example/q; s/^\(  \)\{0,1\}\([a-z][a-z-]*\):\( .*\)*$/\2/p' >keys
t_ok "there are keys" test "$(grep -c . keys)" -ge 28
sed -n '/^\.Sh PROJECT FILE/,/^\.Sh ENVIRONMENT/p' "$page" >chapter
while read -r key; do
	t_ok "the manual has the key $key" grep -q -e "^\.It Cm.*\<$key\>" -e "^\.Cm $key\>" chapter
done <keys

for variable in $(grep -h -o 'getenv("[A-Z_]*")' "$t_root"/host/*/*.c | sed 's/.*"\(.*\)".*/\1/' |
	sort -u); do
	case $variable in HOME|PATH) continue ;; esac
	t_ok "the manual has the variable $variable" grep -q -w -e "^\.It Ev.*$variable" "$page"
done

t_done
