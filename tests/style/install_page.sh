#!/bin/sh
# docs/how-to/install.md names the packages, package managers and versions that
# host/toolchain/needs.def has.
. "$(dirname "$0")/../tap.sh"
cd "$t_root" || exit 1

needs=host/toolchain/needs.def
page=docs/how-to/install.md
usual=$(sed -n 's/^LLVM_USUAL(\([0-9]*\))/\1/p' $needs)

# command MANAGER: what installs all that `make run` needs.
command_of() {
	install=$(sed -n "s/^MANAGER($1, \"[^\"]*\", \"\([^\"]*\)\".*/\1/p" $needs)
	names=
	for need in CC CLANG LLD LLVM NINJA QEMU YAML; do
		for name in $(sed -n "s/^PACKAGE($1, $need, \"\(.*\)\")/\1/p" $needs); do
			case " $names " in *" $name "*) ;; *) names="$names $name" ;; esac
		done
	done
	echo "$install$names" | sed "s/#/$usual/g"
}

managers=$(sed -n 's/^MANAGER(\([A-Z]*\),.*/\1/p' $needs)
t_ok "there are package managers" [ "$(echo "$managers" | wc -l)" -ge 6 ]
for manager in $managers; do
	t_has "the page has what $manager installs" "| \`$(command_of "$manager")\` |" $page
done
oldest=$(sed -n 's/^LLVM_OLDEST(\([0-9]*\))/\1/p' $needs)
t_ok "the oldest LLVM is the one of the page" \
	grep -q "^| one LLVM: .* | $oldest |\$" $page
t_done
