#!/bin/sh
# ingot --version: short; with -v also the commit and the tools. Where the commit comes from.
. "$(dirname "$0")/../tap.sh"
t_need git tar

version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' "$t_root/abi/version.h")
t_ok "--version" "$INGOT" --version
t_is "... is one line" "ingot $version" "$(cat "$t_out")"
t_ok "--version -v" "$INGOT" --version -v
t_is "... begins with it" "ingot $version" "$(head -1 "$t_out")"
t_is "... and has the commit and the tools" "commit LLVM ninja QEMU" \
	"$(sed '1d; s/:.*//' "$t_out" | tr '\n' ' ' | sed 's/ $//')"
t_is "... one commit" 1 "$(grep -c -E '^commit: [^ ]+$' "$t_out")"
"$INGOT" doctor | awk '$1 == "clang" { print "LLVM: " $3 " (" $4 ")" }
	$1 == "ninja" { print "ninja: " $3 " (" $4 ")" }' >doctor
t_is "the tools are the doctor's" "$(cat doctor)" \
	"$("$INGOT" --version -v | grep -e ^LLVM -e ^ninja)"
t_ok "a tool that is missing" env QEMU=/nowhere "$INGOT" -v --version
t_has "... is said to be" "QEMU: not found"

# Where the commit comes from.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
HOME=$PWD
GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM
git config --global user.name Tester && git config --global user.email tester@example.org
# As git has it: in an archive the commit is filled in.
mkdir -p tree/scripts && sed 's/^archived=.*/archived='\''$Format:%H$'\''/' \
	"$t_root/scripts/commit.sh" >tree/scripts/commit.sh &&
	cp "$t_root/.gitattributes" tree || exit 1
commit_of() { sh "$1/scripts/commit.sh"; }
t_is "of sources that came alone" unknown "$(commit_of tree)"
cd tree && git init -q && git add -A && git commit -q -m "make: begin" && cd .. || exit 1
commit=$(git -C tree rev-parse HEAD)
t_is "of a clone" "$commit" "$(commit_of tree)"
(cd tree && git archive --prefix=archive/ HEAD) | tar xf - || exit 1
t_is "of an archive" "$commit" "$(commit_of archive)"
mkdir tree/inner && cp -R archive tree/inner
t_is "of an archive in another repository" "$commit" "$(commit_of tree/inner/archive)"
echo "# changed" >>tree/scripts/commit.sh
t_is "of a clone that was changed" "$commit-dirty" "$(commit_of tree)"
if [ "$(id -u)" = 0 ]; then
	chown -R 12345 tree
	t_is "of somebody else's clone" "$commit-dirty" "$(commit_of tree)"
else
	t_skip "of somebody else's clone" "only root can make one"
fi

# What packagers say comes first.
t_run make -C "$t_root" -n -W host/cli/version.c SETUP=: COMMIT=named build/host/cli/version.o
t_has "make COMMIT=" "commit='named'"
t_done
