#!/bin/sh
# llvm.sh: the path of one tool of LLVM, for scripts that do without `ingot`.
#
# usage: scripts/llvm.sh NAME
#
# That of the clang which `ingot` takes, if it is built and finds one; else the
# newest on PATH that carries a number, 18 at least; else the plain name.
set -u

name=$1
root=$(cd "$(dirname "$0")/.." && pwd -P)
clang=$("${INGOT:-$root/build/ingot}" doctor 2>/dev/null | awk '$1 == "clang" { print $4 }')
case $clang in
*/clang*)
	tool=${clang%/clang*}/$name${clang##*/clang}
	if [ -x "$tool" ]; then
		echo "$tool"
		exit
	fi ;;
esac
for major in 22 21 20 19 18; do
	command -v "$name-$major" && exit
done
echo "$name"
