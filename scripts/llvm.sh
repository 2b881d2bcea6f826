#!/bin/sh
# llvm.sh: the path of one tool of LLVM, for scripts that do without `ingot`.
#
# usage: scripts/llvm.sh NAME
#        scripts/llvm.sh --majors
#
# That of the clang which `ingot` takes, if it is built and finds one; else the
# newest on PATH that carries a number, of those that Ingot works with; else the
# plain name. --majors lists these numbers, the newest first.
set -u

name=$1
root=$(cd "$(dirname "$0")/.." && pwd -P)

majors() {
	needs=$root/host/toolchain/needs.def
	oldest=$(sed -n 's/^LLVM_OLDEST(\([0-9]*\)).*/\1/p' "$needs")
	major=$(sed -n 's/^LLVM_NEWEST(\([0-9]*\)).*/\1/p' "$needs")
	while [ "$major" -ge "$oldest" ]; do
		echo "$major"
		major=$((major - 1))
	done
}

if [ "$name" = --majors ]; then
	majors
	exit
fi
clang=$("${INGOT:-$root/build/ingot}" doctor 2>/dev/null | awk '$1 == "clang" { print $4 }')
case $clang in
*/clang*)
	tool=${clang%/clang*}/$name${clang##*/clang}
	if [ -x "$tool" ]; then
		echo "$tool"
		exit
	fi ;;
esac
for major in $(majors); do
	command -v "$name-$major" && exit
done
echo "$name"
