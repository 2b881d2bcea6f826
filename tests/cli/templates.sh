#!/bin/sh
# The templates of `ingot new`: each builds, boots and passes its tests; what --ci and
# --editor add.
. "$(dirname "$0")/../tap.sh"
t_need jq

# begins TEMPLATE TESTS LINE: a project of it passes so many tests and prints the line.
begins() {
	t_ok "a project of the template $1" "$INGOT" -q new --template "$1" "my-$1"
	t_is "$1: no placeholder is left" "" "$(grep -r -l '@NAME@' "my-$1")"
	t_ok "$1: tests" t_limit 300 "$INGOT" -C "my-$1" test --direct
	t_has "$1: all of them" "$2 passed, 0 failed"
	[ -n "$3" ] || return
	t_ok "$1: run" t_limit 300 "$INGOT" -C "my-$1" run --direct
	t_has "$1: what it prints" "$3"
}
begins hello 2 "Hello from my-hello!"
begins smp 3 "4 CPUs, 9592 primes below 100000"
begins cpp 3 "2. square of 25"
begins asm 3 "1001"
begins user 6 "The program ended with status 3."
# Rust's core takes a minute, once, in the cache of the tests.
rustc=${RUSTC:-rustc}
core=$("$rustc" --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library/core/src/lib.rs
if [ -f "$core" ]; then
	begins rust 2 "Rust counts 168 primes below 1000."
else
	t_ok "a project of the template rust" "$INGOT" -q new --template rust my-rust
	t_status "without rustc it is refused" 3 env RUSTC=/nonexistent/rustc "$INGOT" \
		-C my-rust build
	t_has "by name" "rust/build.sh: error: /nonexistent/rustc not found" "$t_err"
	t_skip "a kernel with a library of Rust" "no rustc with rust-src: templates/kernel/rust"
fi
t_ok "its target is the kernel's" cmp my-rust/x86_64-os.json "$t_root/x86_64-os.json"
begins bench 2 "ns a call"
begins tests 3 ""
t_status "a library has nothing to run" 3 "$INGOT" -C my-tests run

t_ok "the list" "$INGOT" new --template list
t_golden "a line for each" golden/new_templates
sed 's/ .*//' "$t_out" | LC_ALL=C sort >listed
t_is "they are those that were tried" "$(ls -d my-* | sed 's/^my-//')" "$(cat listed)"
t_is "and those in the tree" "$(ls "$t_root/templates/kernel")" "$(cat listed)"
t_run "$INGOT" help new
t_has "help names each" "--template NAME        what it begins as: hello (default), smp,"
t_ok "the default is hello" "$INGOT" -q new --name my-hello other
t_ok "the same files" diff -r -x build my-hello other
t_status "a template that is none" 2 "$INGOT" new --template usr x
t_golden "its message" golden/new_no_template "$t_err"
t_status "a service that is none" 2 "$INGOT" new --ci jenkins x
t_golden "its message" golden/new_no_ci "$t_err"
t_status "an editor that is none" 2 "$INGOT" new --editor emcas x
t_ok "nothing was made" [ ! -e x ]
mkdir -p broken/kit/start && : >broken/kit/start/kernel.ld
t_status "an installation without templates" 4 env INGOT_ROOT="$PWD/broken" "$INGOT" new x
t_has "is named" "is the installation complete?" "$t_err"
t_ok "and left nothing" [ ! -e x ]

t_ok "for GitHub and an editor" "$INGOT" -q new --ci github --editor vscode here
t_is "files are added" ".editorconfig
.github/workflows/kernel.yml
.gitignore
.vscode/extensions.json
.vscode/ingot.schema.json
.vscode/launch.json
.vscode/settings.json
.vscode/tasks.json
README.md
ingot.yaml
src/main.c
tests/first.c" "$(cd here && find . -type f | sed 's|^\./||' | LC_ALL=C sort)"
for file in here/.vscode/*; do
	t_ok "$file is JSON" jq -e . "$file"
done
t_is "the schema of ingot.yaml is where the settings say" ./.vscode/ingot.schema.json \
	"$(jq -r '."yaml.schemas" | to_entries[] | select(.value == "ingot.yaml") | .key' \
		here/.vscode/settings.json)"
"$INGOT" help schema >schema
t_ok "... and this command's" cmp schema here/.vscode/ingot.schema.json
t_ok "for GitLab" "$INGOT" -q new --ci gitlab --editor editorconfig there
t_ok "its file is there" test -s there/.gitlab-ci.yml -a -s there/.editorconfig
t_ok "without those of others" [ ! -e there/.github -a ! -e there/.vscode ]

# What was left by one that was killed is taken away by the next.
mkdir -p left/src left/.vscode && cp here/src/main.c left/src/ && sed -i.old 's/here/left/' \
	left/src/main.c && rm left/src/main.c.old && : >left/.vscode/tasks.json.ingot-1
t_ok "remains of this choice are taken for what they are" "$INGOT" -q new --editor vscode left
mkdir -p kept/.vscode && cp here/.vscode/settings.json kept/.vscode/
t_status "and files of another are somebody's" 3 "$INGOT" new kept
t_done
