#!/bin/sh
# What scripts/static.sh refuses before it compiles anything: parts that are not
# those it names, a processor it does not know, a host without LLVM.
. "$(dirname "$0")/../tap.sh"
t_need sha256sum gzip tar

mkdir -p project/scripts project/abi project/host/toolchain project/build/static/parts tools
cp "$t_root/scripts/static.sh" project/scripts
cp "$t_root/abi/version.h" project/abi
cp "$t_root/host/toolchain/needs.def" project/host/toolchain
llvm=$(sed -n 's/^LLVM_USUAL(\([0-9]*\)).*/\1/p' "$t_root/host/toolchain/needs.def")
for tool in clang ld.lld llvm-objcopy; do
	printf '#!/bin/sh\nexit 9\n' >tools/$tool-$llvm
	chmod +x tools/$tool-$llvm
done
PATH=$PWD/tools:$PATH
export PATH

t_status "another processor is refused" 2 sh project/scripts/static.sh s390x
t_has "with the usage" "usage: static.sh [x86_64|arm64]..." "$t_err"

for part in musl-dev_amd64.deb musl-dev_arm64.deb libgcc-14-dev_amd64.deb \
	libgcc-14-dev_arm64.deb libyaml.tar.gz; do
	echo other >project/build/static/parts/$part
done
t_status "other parts are refused" 1 sh project/scripts/static.sh
t_has "by name" "these are other parts than scripts/static.sh names" "$t_err"
t_is "and nothing is made" "" "$(find project/build/static -name '*.tar.gz' ! -path '*/parts/*')"

# In a directory with blanks in its name: the compiler is told words, and no path of it but
# the one that it writes to.
cp -R project "a project" && cd "a project" || exit 1
sum=$(sha256sum <build/static/parts/libyaml.tar.gz | cut -d ' ' -f 1)
sed "s/^[0-9a-f]\{64\}  /$sum  /" ../project/scripts/static.sh >scripts/static.sh
mkdir -p build/static/parts/libyaml/src
: >build/static/parts/libyaml/src/api.c
echo /build/ >.gitignore
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >>"$TOLD"\nexit 9\n' >../tools/clang-"$llvm"
t_status "a compiler that fails" 9 env TOLD="$PWD/told" sh scripts/static.sh x86_64
t_has "was told where musl is" "../../parts/musl-dev-amd64/usr/include/x86_64-linux-musl" told
t_is "and of no other path of this host" "$PWD/build/static/x86_64/yaml/api.o" \
	"$(grep -F "$t_state" told)"
cd .. || exit 1

rm tools/clang-"$llvm"
mkdir few
for program in sh sed dirname mkdir sha256sum gzip tar; do
	ln -s "$(command -v $program)" few/$program
done
t_status "a host without clang is refused" 1 env PATH="$PWD/tools:$PWD/few" \
	sh project/scripts/static.sh
t_has "which says what is missing" "static: clang-$llvm is missing" "$t_err"
t_done
