#!/bin/sh
# The JSON Schema of ingot.yaml: docs/ingot.schema.json is what the command prints, and it
# allows what the command takes, and nothing else, as far as a schema can tell.
# `T_UPDATE=1 sh tests/cli/schema.sh` writes it anew.
. "$(dirname "$0")/../tap.sh"
t_need jq

t_ok "ingot help schema" "$INGOT" help schema
cp "$t_out" schema.json
t_golden "is what docs/ has" ../docs/ingot.schema.json
t_ok "it is JSON" jq -e . schema.json
t_ok "no tree is needed" env INGOT_ROOT=/nowhere "$INGOT" help schema
t_is "each key has a description" "" \
	"$(jq -r '.. | .properties? // empty | to_entries[] | select(.value | type == "object" and
		(has("type") or has("enum") or has("anyOf")) and (has("description") | not)) |
		.key' schema.json)"

# words KEY: those that the schema has for a key of the page, and those of its type there.
words() {
	jq -r --arg key "$1" 'getpath(("properties." + ($key | sub("[.]"; ".properties."))) /
		".") | [.enum, .items.enum, (.anyOf // [] | .[0].enum)] | .[] // empty | .[]' \
		schema.json | LC_ALL=C sort
}
page_words() {
	awk -v heading="## \`$1\`" '$0 == heading { is_it = 1; next } /^## / { is_it = 0 }
	is_it && /^- Default/ { exit }
	is_it && (/^- Type/ || is_type) { is_type = 1; print }' "$t_root/docs/ingot-yaml.md" |
		grep -o '`[^`]*`' | tr -d '`' | LC_ALL=C sort
}
for key in $(sed -n 's/^## `\(.*\)`$/\1/p' "$t_root/docs/ingot-yaml.md"); do
	words "$key" >words
	[ ! -s words ] || [ "$key" = test.sanitize ] ||
		t_is "the page has the words of $key" "$(cat words)" "$(page_words "$key")"
done

# compared NAME LEAST MODE [FILE...]: both judges agree, on so many documents at least.
compared() {
	name=$1
	least=$2
	shift 2
	t_ok "$name" "$python" "$t_root/tests/cli/schema.py" "$INGOT" schema.json "$@"
	t_is "... and agree" "" "$(sed '$d' "$t_out")"
	t_ok "... on enough of them" test "$(sed -n '$s/ .*//p' "$t_out")" -ge "$least"
}

for python in python3 /usr/bin/python3 ""; do
	[ -z "$python" ] || ! "$python" -c 'import jsonschema, yaml' 2>/dev/null || break
done
if [ -n "$python" ]; then
	# shellcheck disable=SC2046 # no name has a space
	compared "every ingot.yaml of the tree" 30 files \
		$(find "$t_root" -name build -prune -o -name ingot.yaml -print)
	compared "what the page shows" 60 page "$t_root/docs/ingot-yaml.md"
	compared "values of all kinds for every key" 700 values
else
	t_skip "schema and command agree" "no Python with jsonschema and yaml"
fi
t_done
