# system.sh: the systems in which packages are built and tried: bare Debians in directories
# (tests/hosts/bare.sh), on top of which only what becomes different is kept. To be sourced
# by packaging/NAME/check.sh after tests/tap.sh and smoke.sh; needs root and Debian.
#
#	system_begin          ends the script where there can be none, which is said; makes the
#	                      archive of sources, $system_archive
#	system_new SUITE [NAME]   a system of that suite, and the one that in_system means;
#	                      its name in verdicts
#	in_system COMMAND     runs a line of the shell there, in /root, as root
#	system_install WORD...   what apt-get install takes, without what is only recommended
#	system_packages NEED...  prints Debian's names of packages, by host/toolchain/needs.def
#	system_fill FILE NAME    /root/NAME is a file of packaging/, filled in
#	system_path NAME      prints where /root/NAME is for this host
#	system_end            removes the system
#
# Packages that apt fetches stay in build/hosts/debs for the next time.

SYSTEM_LIMIT_S=3600
system_apt="env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends"

system_work=$PWD
cd "$t_root" || exit 1
. tests/hosts/debian.sh
. tests/hosts/bare.sh
cd "$system_work" || exit 1
system_name=${0%/check.sh}
system_root=$hosts/roots/package-${system_name##*/}

system_begin() {
	bare_check
	t_limit 9 true
	bare_limit="$t_timeout $SYSTEM_LIMIT_S"
	t_ok "the archive of sources" sh "$t_root/packaging/source.sh"
	system_archive=$t_root/$(cat "$t_out")
}

in_system() { bare_enter "$system_root" /root "$1"; }

system_new() {
	suite=$1
	bare=$hosts/roots/bare-$suite
	bare_cache=$hosts/debs/$suite
	smoke_system=${2:-$suite}
	mkdir -p "$bare_cache/partial" &&
		t_ok "$smoke_system: a bare system" system_make
}

# What is made here need not survive a loss of power. Where a mirror has stood still for
# too long, apt refuses new lists, and goes on with those that the system was made of.
system_make() {
	bare_make && bare_layer "$system_root" && in_system "{ apt-get -qq update || :; } &&
		echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/fast"
}

system_install() {
	in_system "$system_apt install $*"
}

system_packages() {
	echo "@PACKAGES APT $*@" | sh "$t_root/packaging/fill.sh" /dev/stdin
}

system_path() { echo "$system_root/root/$1"; }

system_fill() {
	mkdir -p "$(dirname "$(system_path "$2")")" &&
		sh "$t_root/packaging/fill.sh" "$t_root/packaging/$1" >"$(system_path "$2")"
}

system_end() { bare_remove "$system_root"; }
