# llvm.sh: the LLVM that both hosts have. To be sourced, after debian.sh.
#
#	hosts_choose_llvm ARCH   sets LLVM to the newest major that is installed here and
#	                         that $suite has for ARCH; else says what to install, 1

hosts_tools='clang ld.lld llvm-ar llvm-objcopy llvm-symbolizer'

# Whether all tools of LLVM $1 are here, with the number in their names.
hosts_has_llvm() {
	for tool in $hosts_tools; do
		command -v "$tool-$1" >/dev/null 2>&1 || return 1
	done
}

# The majors that $suite has for the architecture $1, the newest first.
hosts_offered() {
	for major in $(sh scripts/llvm.sh --majors); do
		debian_offers "$1" "clang-$major" "lld-$major" "llvm-$major" && echo "$major"
	done
}

hosts_choose_llvm() {
	offered=$(hosts_offered "$1")
	for LLVM in $offered; do
		hosts_has_llvm "$LLVM" && return
	done
	if [ -z "$offered" ]; then
		echo "hosts: Debian $suite has no LLVM for $1 that Ingot works with" >&2
		echo "hosts: choose a newer suite: HOSTS_SUITE=trixie make hosts" >&2
		return 1
	fi
	newest=${offered%%
*}
	echo "hosts: none of the LLVMs that Debian $suite has for $1 is here:" $offered >&2
	echo "hosts: install one: apt-get install clang-$newest lld-$newest llvm-$newest" >&2
	return 1
}
