#!/bin/sh
# A release, in a project of two commits with the real scripts: everything that
# is refused, and what is made when nothing is.
. "$(dirname "$0")/../tap.sh"
t_need git gzip make tar

unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE XDG_CONFIG_HOME
HOME=$PWD/home
GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM
mkdir home && git config --global user.name Tester &&
	git config --global user.email tester@example.org || exit 1

# commit SUBJECT: everything that there is.
commit() {
	git add -A && git commit -q --allow-empty -m "$1" || exit 1
}

# The project, as it is to be released; the current directory is then its.
new_project() {
	cd "$t_state/work" && rm -rf project && mkdir -p project/scripts project/abi &&
		cd project || exit 1
	git init -q && git symbolic-ref HEAD refs/heads/main || exit 1
	cp "$t_root/scripts/release.sh" "$t_root/scripts/subjects.sh" scripts
	printf '#pragma once\n#define INGOT_VERSION "1.2.3"\n' >abi/version.h
	printf '/build\n' >.gitignore
	printf 'test:\n\t@echo the tests run; test ! -e build/fail\n' >Makefile
	cat >CHANGELOG.md <<'TEXT'
# Changelog

## [Unreleased]

## [1.2.3] - 2026-01-31

### Added
- A thing.

## [1.2.2] - 2025-01-31

### Fixed
- Another thing.
TEXT
	commit "release: begin"
	commit "release: go on"
}

# Neither tag nor file: the refusal $1 left nothing.
left_nothing() {
	t_is "$1: there is no tag" "" "$(git tag)"
	t_is "$1: there is no file" "" "$(find build/release -type f 2>/dev/null)"
}

# refuses NAME SENTENCE OPTION...: it is said, and nothing is made.
refuses() {
	name=$1
	sentence=$2
	shift 2
	t_status "$name is refused" 1 sh scripts/release.sh "$@"
	t_has "$name is said" "$sentence" "$t_err"
	left_nothing "$name"
}

# change FILE SED_SCRIPT: committed.
change() {
	sed "$2" "$1" >changed && mv changed "$1" && commit "release: change a file"
}

new_project
: >forgotten
refuses "a file that is not committed" "there is something uncommitted"
git checkout -q -b other
refuses "another branch" "this is other, not main"
t_has "the other mistake is said as well" "there is something uncommitted" "$t_err"

new_project
git checkout -q --detach
refuses "no branch" "this is no branch, not main"

new_project
change abi/version.h 's/1\.2\.3/1.3.0/'
refuses "a version that the changelog has not" \
	"newest entry is 1.2.3 2026-01-31, abi/version.h says 1.3.0"
change abi/version.h 's/1\.3\.0/next/'
refuses "a version without numbers" 'abi/version.h says no version such as 0.1.0: "next"'

new_project
change CHANGELOG.md 's/2026-01-31/soon/'
refuses "an entry without a date" "no date such as 2026-01-31: soon"
change CHANGELOG.md '/A thing/d; /### Added/d; s/soon/2026-01-31/'
refuses "an empty entry" "CHANGELOG.md says nothing of 1.2.3"
git rm -q CHANGELOG.md && commit "release: drop the changelog"
refuses "no changelog" "CHANGELOG.md is missing"

new_project
change CHANGELOG.md 's/^## \[Unreleased\]/&\
- Not yet./'
refuses "a change that waits" "CHANGELOG.md has changes under Unreleased"

new_project
subject=$(printf "%72s" "" | tr ' ' x)
commit "$subject"
t_ok "a subject of 72 characters is good" sh scripts/subjects.sh HEAD~1
commit "$(printf "%72s" "" | sed 's/ /ß/g')"
t_ok "so is one of 144 bytes" sh scripts/subjects.sh HEAD~1
commit "${subject}y"
refuses "a long subject" "its subject has 73 characters; 72 at most"
commit "release: say it in a sentence."
refuses "a subject that is a sentence" "its subject ends with a full stop"
t_ok "what came before the base is not looked at" sh scripts/subjects.sh HEAD
t_status "a base that is no commit is an error" 2 sh scripts/subjects.sh nowhere
git tag v1.2.2 -m "An older one"
t_ok "nor what came before the last tag" sh scripts/release.sh --dry-run

new_project
mkdir build && : >build/fail
t_status "tests that fail are refused" 1 sh scripts/release.sh
t_has "they ran" "the tests run"
t_has "and it is said" "the tests fail; nothing was made" "$t_err"
t_is "there is no tag" "" "$(git tag)"
change Makefile 's/test !.*/touch new/'
refuses "a tree that tests changed" "the tree has changed since the tests began"

new_project
t_ok "a dry run" sh scripts/release.sh --dry-run
t_has "runs the tests" "the tests run"
t_has "says what it would make" "would make the tag v1.2.3 and "
left_nothing "a dry run"

# Nobody is who tags: the archive is made by then.
git config --global --unset user.email && git config --global user.useConfigOnly true
refuses "a tag that cannot be made" "no tag was made, and the archive was taken back"
git config --global user.email tester@example.org

# Without git, sha256sum or shasum: all else that is needed is there.
mkdir bin
for program in awk cat dirname find gzip head mktemp sed sh tr; do
	ln -s "$(command -v $program)" bin/$program
done
t_status "without git" 1 env PATH="$PWD/bin" sh scripts/release.sh
t_has "git is named" "git is missing" "$t_err"
ln -s "$(command -v git)" bin/git
t_status "without a program for SHA-256" 1 env PATH="$PWD/bin" sh scripts/release.sh
t_has "both are named" "sha256sum and shasum are missing" "$t_err"
rm -r bin
mkdir ../bare && cp -R scripts host CHANGELOG.md ../bare
t_status "a copy that is no clone" 1 sh ../bare/scripts/release.sh
t_has "is named" "this is no clone of git's" "$t_err"
t_status "an unknown option" 2 sh scripts/release.sh --now
t_status "an option without its value" 2 sh scripts/release.sh --output

# sum FILE: its SHA-256 by whichever program is here.
sum() {
	{ sha256sum "$1" 2>/dev/null || shasum -a 256 "$1"; } | cut -d ' ' -f 1
}

t_ok "a release is made" sh scripts/release.sh
t_has "the tests ran" "the tests run"
t_has "what to do next is said" "git push origin main v1.2.3"
archive=build/release/ingot-1.2.3.tar.gz
t_is "the archive has the sum that stands beside it" \
	"$(sum $archive)  ingot-1.2.3.tar.gz" "$(cat $archive.sha256)"
t_is "nothing else is left" "$archive
$archive.sha256" "$(find build/release -type f | sort)"
t_is "the tag is annotated" tag "$(git cat-file -t v1.2.3)"
t_is "and has the changelog's entry" "Ingot 1.2.3

### Added
- A thing." "$(git for-each-ref --format='%(contents)' refs/tags/v1.2.3 | sed '/^$/{ $d; }')"
t_is "it notes neither a time nor a name" "1f 8b 08 00 00 00 00 00" \
	"$(od -An -tx1 -N 8 $archive | sed 's|^ *||; s|  *| |g; s| $||')"
gzip -dc $archive | tar -xf - -C "$t_state"
git archive v1.2.3 | (mkdir expected && tar -xf - -C expected)
t_ok "the archive holds the tree of the tag" diff -r expected "$t_state/ingot-1.2.3"
rm -r expected
t_status "a tag that is there is refused" 1 sh scripts/release.sh
t_has "and said" "the tag v1.2.3 is there already" "$t_err"
t_ok "what was released stays" test -f $archive

# Another day, another user: other settings of git's, gzip's and the umask.
first=$(sum $archive)
git tag -d v1.2.3 >/dev/null
mkdir ../elsewhere
git config --global tar.umask 077
git config --global core.autocrlf true
printf '* text eol=crlf\n' >../home/attributes
git config --global core.attributesFile "$HOME/attributes"
touch abi/version.h && git status >/dev/null
again() {
	umask 077
	GZIP=-1 sh scripts/release.sh --no-test --output ../elsewhere
}
t_ok "it is made again, in another directory" again
t_is "of the same bytes" "$first" "$(sum ../elsewhere/ingot-1.2.3.tar.gz)"
t_lacks "without the tests" "the tests run"
t_has "which is said, at the end too" "NOT TESTED: run make test" "$t_err"
t_done
