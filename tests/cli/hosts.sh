#!/bin/sh
# Which LLVM `make hosts` takes, where this host and that Debian have several: by the
# functions of tests/hosts, on a PATH of fake tools and beside a fake Debian.
. "$(dirname "$0")/../tap.sh"

. "$t_root/tests/hosts/debian.sh"
. "$t_root/tests/hosts/llvm.sh"

suite=bookworm
mkdir bin
# The fake Debian has the LLVMs that $packages names.
debian_offers() {
	case " $packages " in *" ${2#clang-} "*) ;; *) return 1 ;; esac
}

# Installs the tools of LLVM $1; $2: but for this one.
install() {
	for tool in $hosts_tools; do
		[ "$tool" = "${2-}" ] || cp shell/sh "bin/$tool-$1"
	done
}

# In a shell of its own: the PATH has nothing but the fake tools and the shell's.
choose() {
	(
		PATH=$PWD/bin:$shell_tools
		cd "$t_root" && hosts_choose_llvm arm64 && echo "$LLVM"
	)
}
mkdir shell
for name in sh sed dirname; do ln -s "$(command -v $name)" shell/$name; done
shell_tools=$PWD/shell

packages='18 19 21'
t_status "no LLVM here" 1 choose
t_golden "... names what to install" golden/hosts_no_llvm "$t_err"
install 22
t_status "one that the other host cannot have" 1 choose
install 19 llvm-ar
t_status "one that is not complete" 1 choose
install 18
t_ok "one that both have" choose
t_is "... is taken" 18 "$(cat "$t_out")"
install 19
t_ok "two that both have" choose
t_is "... the newer is taken" 19 "$(cat "$t_out")"
packages=14
t_status "a Debian that is too old" 1 choose
t_golden "... names a newer one" golden/hosts_old_suite "$t_err"
t_done
