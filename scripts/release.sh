#!/bin/sh
# release.sh: makes a release of what stands on branch main.
#
# usage: scripts/release.sh [--dry-run] [--no-test] [--output DIRECTORY]
#
#	--dry-run        look at everything, run the tests, make nothing
#	--no-test        leave the tests out, and say so
#	--output DIRECTORY  where the archive goes, a directory that is there; by default
#	                 build/release
#
# First it checks, and names all that is wrong: nothing uncommitted; the branch
# is main; the version of abi/version.h is the newest entry of CHANGELOG.md,
# with its date, and nothing waits under Unreleased; no tag has that name; the
# subjects of all commits since the last tag are good (scripts/subjects.sh);
# `make test` passes. Then it makes the archive ingot-VERSION.tar.gz with its
# SHA-256 beside, and the annotated tag vVERSION, which carries the entry of
# the changelog. The tag comes last: what fails or is interrupted before leaves
# nothing.
#
# The archive's bytes follow from the commit, and from gzip alone: another gzip
# may compress otherwise, but what it unpacks to is the same.
#
# Exit status: 0, 1 if something is wrong, 2 for a wrong command line.
#
# Environment: MAKE, by default make.
set -u

# The last commit that did not have to keep the rule for subjects.
BEFORE_SUBJECTS=c32109ad9ce6bfe80dbcd92111c9eb8f6be6abca
VERSION_FILE=abi/version.h
NUMBERS='^[0-9]+[.][0-9]+[.][0-9]+$'

fail() {
	echo "release: $*" >&2
	exit 1
}

usage() {
	echo "usage: release.sh [--dry-run] [--no-test] [--output DIRECTORY]" >&2
	exit 2
}

# --- What is wrong ---------------------------------------------------------

complaints=0
complain() {
	echo "release: $*" >&2
	complaints=$((complaints + 1))
}

need() {
	for program; do
		command -v "$program" >/dev/null 2>&1 || fail "$program is missing"
	done
}

# The command that prints a file's SHA-256: Linux has the one, macOS the other.
find_sha256() {
	if command -v sha256sum >/dev/null 2>&1; then
		echo sha256sum
	elif command -v shasum >/dev/null 2>&1; then
		echo "shasum -a 256"
	else
		fail "sha256sum and shasum are missing"
	fi
}

has_tag() {
	git rev-parse -q --verify "refs/tags/$tag" >/dev/null
}

version_of_source() {
	sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' "$VERSION_FILE"
}

# The newest released entry: "VERSION DATE" from "## [VERSION] - DATE".
newest_entry() {
	sed -n 's/^## \[\([0-9].*\)\] - \(.*\)$/\1 \2/p' CHANGELOG.md | head -n 1
}

# The text below the heading "## [$1]", without empty lines around it.
section() {
	awk -v heading="## [$1]" '
	/^## / || /^\[[^]]*\]: / { is_in = index($0, heading) == 1; next }
	is_in && (NF || is_begun) {
		is_begun = 1
		if (NF == 0) { empty++; next }
		for (; empty > 0; empty--) print ""
		print
	}' CHANGELOG.md
}

check_tree() {
	branch=$(git symbolic-ref -q --short HEAD)
	[ "$branch" = main ] ||
		complain "this is ${branch:-no branch}, not main: git switch main"
	[ -z "$(git status --porcelain)" ] ||
		complain "there is something uncommitted: git status"
}

check_version() {
	if ! echo "$version" | grep -Eq "$NUMBERS"; then
		complain "$VERSION_FILE says no version such as 0.1.0: \"$version\""
		return
	fi
	! has_tag ||
		complain "the tag $tag is there already: a new release has a new version"
}

check_changelog() {
	if [ ! -f CHANGELOG.md ]; then
		complain "CHANGELOG.md is missing"
		return
	fi
	entry=$(newest_entry)
	[ "${entry%% *}" = "$version" ] || complain "CHANGELOG.md's newest entry is" \
		"${entry:-missing}, $VERSION_FILE says $version: write \"## [$version] - DATE\""
	case ${entry#* } in
	"" | [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
	*)	complain "CHANGELOG.md's newest entry has no date such as 2026-01-31:" \
			"${entry#* }" ;;
	esac
	[ -n "$(section "$version")" ] || [ "${entry%% *}" != "$version" ] ||
		complain "CHANGELOG.md says nothing of $version"
	[ -z "$(section Unreleased)" ] || complain "CHANGELOG.md has changes under" \
		"Unreleased: they belong to this release, or not on main yet"
}

# From the last tag on, or from the last commit that did not have to keep the
# rule; a history without either is looked at whole.
check_subjects() {
	base=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) ||
		base=$(git rev-parse -q --verify "$BEFORE_SUBJECTS^{commit}")
	why=$(sh scripts/subjects.sh ${base:+"$base"} 2>&1) && return
	printf "%s\n" "$why" >&2
	complain "commits since ${base:-the first} are not named as docs/hacking.md says"
}

check() {
	check_tree
	check_version
	check_changelog
	check_subjects
	[ $complaints = 0 ] || fail "nothing was made"
}

# Tests take long: what they tested has to be what is released.
run_tests() {
	if [ $has_tests = 0 ]; then
		echo "release: NOT TESTED: --no-test" >&2
		return
	fi
	"${MAKE:-make}" test || fail "the tests fail; nothing was made"
	[ "$(git rev-parse HEAD)" = "$commit" ] && [ -z "$(git status --porcelain)" ] ||
		fail "the tree has changed since the tests began; nothing was made"
}

# --- What is made ----------------------------------------------------------

# The commit's tree as a tar archive, whatever this user's git is set to.
write_tar() {
	git -c tar.umask=022 -c core.autocrlf=false -c core.attributesFile=/dev/null \
		archive --format=tar --prefix="$name/" "$commit"
}

# What is made is whole before it gets its name.
make_archive() {
	mkdir -p "$output" && work=$(mktemp -d "$output/.release.XXXXXX") ||
		fail "$output cannot be written"
	write_tar >"$work/tar" && gzip -n -9 <"$work/tar" >"$work/$name.tar.gz" ||
		fail "no archive was made"
	(cd "$work" && $sha256 "$name.tar.gz" >"$name.tar.gz.sha256") ||
		fail "no checksum was made"
	is_placed=1
	mv -f "$work/$name.tar.gz" "$work/$name.tar.gz.sha256" "$output" ||
		fail "$output cannot be written"
}

# Headings of the changelog begin with what git takes for comments.
make_tag() {
	{
		echo "Ingot $version"
		echo
		section "$version"
	} >"$work/message"
	git tag -a --cleanup=whitespace -F "$work/message" "$tag" "$commit" ||
		fail "no tag was made, and the archive was taken back"
}

say_what_is_next() {
	cat <<TEXT
release: made the tag $tag and, in $output,
$(sed 's/^/  /' "$output/$name.tar.gz.sha256")
Next:
  git push origin main $tag
  publish $name.tar.gz and $name.tar.gz.sha256
  $VERSION_FILE: the next version; CHANGELOG.md: an empty "## [Unreleased]"
To take it back before anything is pushed: git tag -d $tag
TEXT
	[ $has_tests = 1 ] || echo "release: NOT TESTED: run make test before pushing" >&2
}

# An archive without its tag is no release.
clean_up() {
	[ -z "$work" ] || rm -rf "$work"
	[ $is_placed = 0 ] || has_tag ||
		rm -f "$output/$name.tar.gz" "$output/$name.tar.gz.sha256"
}

is_dry=0
has_tests=1
is_placed=0
output=
work=
while [ $# -gt 0 ]; do
	case $1 in
	--dry-run) is_dry=1 ;;
	--no-test) has_tests=0 ;;
	--output)
		[ $# -ge 2 ] || usage
		output=$(cd "$2" && pwd -P) || exit 1
		shift ;;
	*)	usage ;;
	esac
	shift
done

need git gzip awk sed
sha256=$(find_sha256) || exit 1
cd "$(dirname "$0")/.." || exit 1
[ "$(git rev-parse --show-prefix 2>&1)" = "" ] || fail "this is no clone of git's"
output=${output:-$(pwd -P)/build/release}
commit=$(git rev-parse -q --verify HEAD) || fail "there is no commit"
version=$(version_of_source)
tag=v$version
name=ingot-$version

unset GZIP	# options, to some
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

check
run_tests
if [ $is_dry = 1 ]; then
	echo "release: would make the tag $tag and $output/$name.tar.gz"
	exit 0
fi
make_archive
make_tag
say_what_is_next
