# standin.sh: packages of systems that cannot be had here. The package manager is played:
# what builds the package runs on this host, as that manager would run it, and what comes of
# it is used from where it lies. To be sourced by packaging/NAME/check.sh after tests/tap.sh.
#
#	standin_begin SYSTEM MISSING   makes the archive of sources; $standin_source is where it
#	                     is unpacked. MISSING, which no stand-in shows, is a skipped test
#	standin_fill FILE TO   a file of packaging/, with what the project knows filled in
#	standin_use PREFIX [PATH]   what is installed below PREFIX is used; PATH: what else
#	                     than the host's is found first
#	standin_files PREFIX DOC   it has what `make install` has, and nothing else
. "$t_root/packaging/smoke.sh"

standin_begin() {
	smoke_system=$1
	t_skip "$1: $2" "no such system can be had here: it is played by Debian's tools"
	t_ok "$1: the archive of sources" sh "$t_root/packaging/source.sh"
	standin_archive=$t_root/$(cat "$t_out")
	mkdir source
	tar -C source --strip-components=1 -xzf "$standin_archive"
	standin_source=$PWD/source
	smoke_directory=$t_state/smoke
}

standin_fill() {
	t_ok "$smoke_system: $1 is filled in" sh "$t_root/packaging/fill.sh" "$t_root/packaging/$1"
	cp "$t_out" "$2"
}

standin_use() {
	smoke_prefix=$1
	standin_path=$1/bin${2:+:$2}
}

in_system() {
	env PATH="$standin_path:$PATH" INGOT_ACCEL=tcg sh -c "$1"
}

# Licences have places of their own, and lists of files are the package manager's.
standin_files() {
	smoke_doc=$2
	smoke_expected | grep -v /LICENSE\$ >expected
	find "$1" -type f ! -name LICENSE | LC_ALL=C sort >packaged
	t_ok "$smoke_system: it has what make install has" cmp expected packaged ||
		diff expected packaged | t_comment "what is expected (<) and there (>)"
}
