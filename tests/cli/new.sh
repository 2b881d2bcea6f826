#!/bin/sh
# A new user's first three commands, and what ingot new refuses.
. "$(dirname "$0")/../tap.sh"

t_ok "ingot new hello" "$INGOT" new hello
t_is "it writes five files" "hello/.gitignore
hello/README.md
hello/ingot.yaml
hello/src/main.c
hello/tests/first.c" "$(find hello -type f | LC_ALL=C sort)"
t_ok "ingot run" t_limit 120 "$INGOT" -C hello run
version=$("$INGOT" --version | sed 's/^ingot //')
t_has "the kernel greets, booted by a loader of the command's version" \
	"Hello from hello! Ingot loader $version found "
t_ok "ingot test" t_limit 120 "$INGOT" -C hello test
t_has "both tests pass" "2 passed, 0 failed"

t_status "a directory with something in it is refused" 3 "$INGOT" new hello
t_golden "its message" golden/new_not_empty "$t_err"
t_ok "nothing in it was touched" grep -q "Hello from hello" hello/src/main.c
mkdir empty
t_ok "an empty directory is taken" "$INGOT" new empty
mkdir here
t_ok "the current directory too" "$INGOT" -C here new .
t_ok "its kernel has the directory's name" grep -q "^name: here" here/ingot.yaml
t_status "a name that no kernel can have" 2 "$INGOT" new "two words"
t_golden "its message" golden/new_bad_name "$t_err"
t_ok "which may have another" "$INGOT" new --name two "two words"
t_is "whose next command a shell takes as it is" "ingot -C 'two words' run" \
	"$(sed -n 's/^ *Next //p' "$t_err")"
t_ok "in that directory" grep -q "^name: two" "two words/ingot.yaml"
t_ok "it builds" t_limit 120 "$INGOT" -C "two words" build
t_status "a name that is none is refused too" 2 "$INGOT" new --name "a b" other
t_lacks "without the hint" "--name" "$t_err"
t_status "a place below a file" 3 "$INGOT" new hello/ingot.yaml/inner
t_is "and nothing is left behind" "" "$(find . -name inner)"

# A project is found from any directory in it.
root=$(cd hello && pwd -P)
mkdir -p hello/src/deep/er
cd hello/src/deep/er || exit 1
t_ok "a build from below" t_limit 120 "$INGOT" build
t_has "says where it works" "     Project $root" "$t_err"
t_ok "builds there" test -f "$root/build/x86_64-os/debug/hello.elf"
t_ok "an image from below" t_limit 120 "$INGOT" -q image -o mine.img
t_ok "lies where it was wanted" test -s mine.img
t_ok "tests from below" t_limit 120 "$INGOT" test --direct --junit verdicts.xml
t_ok "their results as well" test -s verdicts.xml
t_status "the project file of another directory" 3 "$INGOT" build --manifest-path ingot.yaml
t_status "a new project" 0 "$INGOT" -q new inner
t_ok "is in its place" test -f inner/src/main.c
rm -r inner
cd "$t_state/work" || exit 1
t_ok "and -C begins the search" t_limit 120 "$INGOT" -C hello/src/deep build
t_status "where there is none" 3 "$INGOT" -C empty build --manifest-path ingot.yml
mkdir -p open/own/below && cp hello/ingot.yaml open/own/ && chmod a+w open/own/ingot.yaml
t_status "a project that anybody may have written" 3 "$INGOT" -C open/own/below build
t_has "is not obeyed" "ignored: all users can write to" "$t_err"
t_has "nor another one found" "no ingot.yaml in this directory" "$t_err"

# A workspace holds for a submodule, and not for a repository of its own, or a worktree.
mkdir -p ws/sub/src && cp hello/src/main.c ws/sub/src/ && : >ws/sub/ingot.yaml
printf 'workspace: true\ntarget: nowhere.json\n' >ws/ingot.yaml
# repository WHAT STATUS TEXT: the project's .git says that.
repository() {
	[ -z "$3" ] || echo "$3" >ws/sub/.git
	t_status "$1" "$2" "$INGOT" -C ws/sub target
}
repository "a directory in a workspace" 3 ""
t_has "has its target" nowhere.json "$t_err"
repository "a submodule" 3 "gitdir: ../.git/modules/sub"
repository "a worktree" 0 "gitdir: /home/me/other/.git/worktrees/sub"
repository "a worktree of a submodule" 0 "gitdir: /home/me/.git/modules/other/worktrees/sub"
rm ws/sub/.git && mkdir ws/sub/.git
repository "a repository" 0 ""
t_done
