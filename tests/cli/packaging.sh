#!/bin/sh
# The scripts of packaging/ on projects of a few files: what is filled in, what the
# archive of sources has, how packages are judged.
. "$(dirname "$0")/../tap.sh"
t_need git gzip sha256sum tar

# --- What is filled in --------------------------------------------------------

mkdir -p tree/abi tree/host/toolchain tree/packaging tree/build/packages
cp "$t_root"/packaging/*.sh tree/packaging
echo '#define INGOT_VERSION "1.20.3"' >tree/abi/version.h
cat >tree/host/toolchain/needs.def <<'END'
LLVM_OLDEST(18)
LLVM_USUAL(27)
PACKAGE(APT, CLANG, "clang-#")
PACKAGE(APT, LLVM, "llvm-#")
PACKAGE(BREW, CLANG, "llvm")
PACKAGE(BREW, LLVM, "llvm")
PACKAGE_OF_MAJOR(BREW, LLVM, "llvm@#")
PACKAGE(BREW, YAML, "libyaml")
END
echo sources >tree/build/packages/ingot-1.20.3.tar.gz
sum=$(sha256sum <tree/build/packages/ingot-1.20.3.tar.gz)
MAINTAINER='A & B <a@b.example>' HOMEPAGE='https://a.example/?b&c' SOURCE_DATE_EPOCH=86400
export MAINTAINER HOMEPAGE SOURCE_DATE_EPOCH

# fill LINE: what becomes of it.
fill() {
	echo "$1" >line
	t_run sh tree/packaging/fill.sh line
	cat "$t_out"
}

t_is "the version" "ingot 1.20.3, (1.20.3)" "$(fill 'ingot @VERSION@, (@VERSION@)')"
t_is "names of packages" "clang-27 llvm-27" "$(fill '@PACKAGES APT CLANG LLVM@')"
t_is "... each once" "llvm libyaml" "$(fill '@PACKAGES BREW CLANG LLVM YAML@')"
t_is "versions of LLVM" "18 27" "$(fill '@LLVM_OLDEST@ @LLVM_USUAL@')"
t_is "names and addresses" "$MAINTAINER $HOMEPAGE" "$(fill '@MAINTAINER@ @HOMEPAGE@')"
t_is "the sources' SHA-256" "${sum%% *}" "$(fill '@SHA256@')"
t_is "a date" "Fri, 02 Jan 1970" "$(fill '@DATE %a, %d %b %Y@')"
t_is "what is not to be filled in" 'a@b.example $@ @ @x' "$(fill 'a@b.example $@ @ @x')"
for wrong in @NONE@ '@PACKAGES APT YAML@' '@PACKAGES@' '@DATE@'; do
	echo "$wrong" >line
	t_status "$wrong is refused" 1 sh tree/packaging/fill.sh line
done
t_has "... where it stands" "line:1: @DATE@ is not known" "$t_err"
unset MAINTAINER HOMEPAGE
t_is "names that nobody has, by default" \
	"The Ingot authors <ingot@ingot-os.example> https://ingot-os.example" \
	"$(fill '@MAINTAINER@ @HOMEPAGE@')"

# --- The archive ----------------------------------------------------------------

rm -r tree/build/packages
mkdir -p tree/scripts tree/kernel/build
cp "$t_root/.gitignore" "$t_root/.gitattributes" tree
cp "$t_root/scripts/sources.sh" tree/scripts
# As git has it: in an archive the commit is filled in.
sed 's/^archived=.*/archived='\''$Format:%H$'\''/' "$t_root/scripts/commit.sh" \
	>tree/scripts/commit.sh
echo made >tree/kernel/build/made
tree_git() { git -C tree -c user.name=a -c user.email=a@b.example "$@"; }
t_ok "a repository" eval 'tree_git init -q && tree_git add . && tree_git commit -qm first'
echo new >tree/new
t_ok "the archive is made" sh tree/packaging/source.sh
t_is "... and named" build/packages/ingot-1.20.3.tar.gz "$(cat "$t_out")"
t_ok "... has the shape of a release's" tar -xzf tree/build/packages/ingot-1.20.3.tar.gz
t_is "... knows its commit" "$(git -C tree rev-parse HEAD)" \
	"$(sh ingot-1.20.3/scripts/commit.sh)"
t_is "... and has all but what was made" "$(cd tree && find . -type f ! -path './.git/*' \
	! -path '*/build/*' | LC_ALL=C sort)" \
	"$(cd ingot-1.20.3 && find . -type f | LC_ALL=C sort)"
mv tree/build/packages/ingot-1.20.3.tar.gz first.tar.gz
touch tree/new tree/abi/version.h
sh tree/packaging/source.sh >"$t_out" 2>&1
t_ok "... with the same bytes again" cmp first.tar.gz tree/build/packages/ingot-1.20.3.tar.gz

# --- Verdicts -------------------------------------------------------------------

# package NAME LINE...: its check prints these lines.
package() {
	mkdir -p "judged/packaging/$1"
	name=$1
	shift
	printf '%s\n' "cat <<'END'" "$@" END >"judged/packaging/$name/check.sh"
}

mkdir -p judged/tests judged/packaging
cp "$t_root/tests/tap.awk" judged/tests
cp "$t_root/packaging/all.sh" judged/packaging
package good 'ok 1 - built' 'ok 2 - used # SKIP no machine' 1..2
t_ok "a package that is good" sh judged/packaging/all.sh
t_has "... has a line" "ok    good " "$t_out"
t_has "... what was skipped is said" "SKIPPED  good: 2 - used # SKIP no machine" "$t_out"
t_is "... the count is the last line" "1 passed, 0 failed, 1 skipped" "$(tail -n 1 "$t_out")"
package bad 'not ok 1 - built' '# no compiler' 1..1
t_status "one that is not" 1 sh judged/packaging/all.sh
t_has "... has one too" "FAIL  bad " "$t_out"
t_has "... is shown" "# no compiler" "$t_out"
t_has "... with the command" "---- again: make packages ONLY=bad" "$t_out"
t_is "... and counted" "1 passed, 1 failed, 1 skipped" "$(tail -n 1 "$t_out")"
t_ok "the good one alone" sh judged/packaging/all.sh good
t_lacks "... is alone" bad "$t_out"
package bad 'Bail out! rpmbuild is missing: make setup test'
t_status "a tool that is missing" 1 sh judged/packaging/all.sh bad
t_has "... is named" "---- failed: Bail out! rpmbuild is missing" "$t_out"
mkdir judged/build/packages/running
t_status "two runs at a time" 1 sh judged/packaging/all.sh
t_has "... are one too many" "being made already" "$t_err"
rmdir judged/build/packages/running
t_status "one that does not exist" 2 sh judged/packaging/all.sh other
t_has "... those that do are named" "there are: bad good" "$t_err"
t_done
