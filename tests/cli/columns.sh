#!/bin/sh
# What a user reads on a terminal of 80 columns: help, explanations and the errors
# that are met first, by their width as it is shown.
. "$(dirname "$0")/../tap.sh"

# Lines of the file $1 that are wider than 80 characters of UTF-8, without the colours.
wide_lines() {
	sed "s/$(printf '\033')\[[0-9;]*[mK]//g" "$1" | awk '{
		line = $0
		gsub(/[\200-\277]/, "", line)
		if (length(line) > 80) print length(line) ": " $0
	}'
}

# narrow NAME COMMAND...: neither of its outputs is wider.
narrow() {
	name=$1
	shift
	t_run "$@"
	[ -s "$t_out" ] || [ -s "$t_err" ] || echo "nothing is said" >"$t_err"
	t_is "$name" "" "$(wide_lines "$t_out"
		wide_lines "$t_err"
		grep '^nothing is said' "$t_err")"
}

printf '%080d\n' 0 >fits
printf '%081d\n\303\244%080d\n' 0 0 >wide
t_is "80 columns fit" "" "$(wide_lines fits)"
t_is "81 do not, and a character is one" 2 "$(wide_lines wide | grep -c '^81: ')"

for size in -h --help; do
	narrow "ingot $size" "$INGOT" $size
	for command in new build image run test target doctor clean help; do
		narrow "ingot $command $size" "$INGOT" $command $size
	done
done
narrow "ingot help yaml" "$INGOT" help yaml
# What the manual says of every key, and its sections.
explained() {
	for topic in $("$INGOT" help yaml | sed -n 's/^ *\([a-z-]*\):.*/\1:/p') \
		environment files exit-status examples diagnostics; do
		"$INGOT" help "$topic"
	done
}
narrow "every key and topic" explained

narrow "ingot target --explain" "$INGOT" target --explain
# A path is as long as it is.
doctor() {
	env NINJA=/none/ninja QEMU=/none/qemu CC=/none/clang DISPLAY=:0 "$INGOT" doctor |
		grep -v -e '  /'
}
narrow "ingot doctor" doctor
narrow "no command" "$INGOT"
narrow "an unknown command" "$INGOT" biuld
narrow "an unknown option" "$INGOT" run --relaese
narrow "an option of others" "$INGOT" new --release
narrow "an unknown topic" "$INGOT" help frobnicate
narrow "no project" "$INGOT" build
narrow "no such directory" "$INGOT" -C nowhere build
narrow "a name that no kernel can have" "$INGOT" new "two words"
mkdir full && : >full/file
narrow "a directory that is not empty" "$INGOT" new full
mkdir empty && : >empty/ingot.yaml
narrow "no sources" "$INGOT" -C empty build
for line in 'nmae: x' 'image: { firmwre: [bios] }' 'sanitize: [memory]' 'name: true' \
	'target: x86-64-os' 'workspace: true' "cflags: '-g'" 'sources: [.]' 'a: *b' \
	'toolchain: { llvm: "<3" }'; do
	mkdir -p wrong/src && echo "$line" >wrong/ingot.yaml && : >wrong/src/main.c
	narrow "ingot.yaml: $line" "$INGOT" -C wrong build
done
t_done
