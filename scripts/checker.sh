#!/bin/sh
# checker.sh: the path of clang-format or clang-tidy, of a version whose verdict
# is known to be the project's.
#
# usage: scripts/checker.sh NAME
#
# Other versions format otherwise, and find other mistakes: what one machine
# calls clean, each shall. CHECKER_DIR names the only directory to look in. Prints
# nothing, and ends with status 1, if there is none.
set -u

name=$1

# Whether the program $1 is here, and of LLVM $2.
is_of() {
	command -v "$1" >/dev/null 2>&1 &&
		"$1" --version 2>/dev/null | grep -q "version $2\."
}

for major in 22 21 20 19; do
	if [ -n "${CHECKER_DIR-}" ]; then
		set -- "$CHECKER_DIR/$name-$major" "$CHECKER_DIR/$name"
	else
		set -- "$name-$major" "/usr/lib/llvm-$major/bin/$name" \
			"/usr/lib/llvm$major/bin/$name" "/usr/lib64/llvm$major/bin/$name" \
			"${HOMEBREW_PREFIX:-/opt/homebrew}/opt/llvm@$major/bin/$name" \
			"${HOMEBREW_PREFIX:-/opt/homebrew}/opt/llvm/bin/$name" \
			"/usr/local/opt/llvm/bin/$name" "$name"
	fi
	for candidate; do
		if is_of "$candidate" $major; then
			command -v "$candidate"
			exit
		fi
	done
done
exit 1
