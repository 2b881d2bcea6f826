# smoke.sh: what every package is tried for once it is in a system. To be sourced after
# tests/tap.sh by packaging/NAME/check.sh, which defines
#
#	in_system COMMAND   runs a line of the shell in that system, with its status,
#	                    standard output and standard error; as its user, who may write
#	                    to $smoke_directory
#
# sets $smoke_system to that system's name, and calls
#
#	smoke_all           all of this, one after the other:
#	smoke_version       --version -v: version and commit
#	smoke_manual        the manual pages are there, and are those of these sources
#	smoke_build         doctor, new, build
#	smoke_boot          run and test, in QEMU
#	smoke_end           removes what the tries have made
#
# Each prints a few lines of TAP. These print a list:
#
#	smoke_expected      the path of each file that `make install` installs, from /;
#	                    $smoke_prefix and $smoke_doc are where. In the list of a package's
#	                    files, smoke_packaged leaves out directories and compression
#	smoke_names         all files of the system, but those of package managers and caches:
#	                    the same before an installation and after the removal

smoke_system=
smoke_prefix=/usr
smoke_doc=/usr/share/doc/ingot-os
smoke_directory=/var/tmp/ingot-smoke
smoke_packages=$t_root/build/packages
smoke_version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' "$t_root/abi/version.h")
smoke_commit=$(sh "$t_root/scripts/commit.sh")

# smoke_use NAME COMMAND: a try, which writes below $smoke_directory only.
smoke_use() {
	t_ok "$smoke_system: $1" in_system "export XDG_CACHE_HOME=$smoke_directory/cache; $2"
}

smoke_version() {
	smoke_use "ingot --version -v" "ingot --version -v"
	t_has "... names the version" "ingot $smoke_version" "$t_out"
	t_has "... and the commit" "$smoke_commit" "$t_out"
}

# smoke_page PAGE: compressed or not.
smoke_page() {
	page=${1##*/}
	directory=$smoke_prefix/share/man/man${page##*.}
	t_ok "$smoke_system: the manual page $page" in_system "cat $directory/$page.gz 2>/dev/null |
		gzip -d 2>/dev/null || cat $directory/$page"
	cp "$t_out" page
	t_ok "... is that of the sources" cmp "$1" page
}

smoke_manual() {
	for page in "$t_root"/docs/*.[1-9]; do
		smoke_page "$page"
	done
}

smoke_build() {
	smoke_use "ingot doctor: all that is needed is there" "ingot doctor"
	smoke_use "ingot new" "rm -rf $smoke_directory && mkdir -p $smoke_directory &&
		cd $smoke_directory && ingot new hello"
	smoke_use "ingot build" "ingot -C $smoke_directory/hello build"
}

smoke_boot() {
	smoke_use "ingot run" "ingot -C $smoke_directory/hello run"
	t_has "... the kernel runs" "Hello from hello!" "$t_out"
	smoke_use "ingot test" "ingot -C $smoke_directory/hello test"
	t_has "... the tests of a new kernel" "2 passed" "$t_out"
}

smoke_end() {
	t_ok "$smoke_system: what was tried is removed" in_system "rm -rf $smoke_directory"
}

smoke_all() {
	smoke_version
	smoke_manual
	smoke_build
	smoke_boot
	smoke_end
}

smoke_expected() {
	(cd "$t_root" && prefix=$smoke_prefix bindir=$smoke_prefix/bin \
		datadir=$smoke_prefix/share mandir=$smoke_prefix/share/man docdir=$smoke_doc \
		bashcompletiondir=$smoke_prefix/share/bash-completion/completions \
		zshcompletiondir=$smoke_prefix/share/zsh/site-functions \
		fishcompletiondir=$smoke_prefix/share/fish/vendor_completions.d \
		sh scripts/install.sh list) | LC_ALL=C sort
}

# Manual pages may be compressed.
smoke_packaged() {
	sed -e '/[/]$/d' -e 's|\(/man[1-9]/.*\)\.gz$|\1|' | LC_ALL=C sort
}

smoke_names() {
	in_system "find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o \
		-path /run -o -path /var/cache -o -path /var/log -o -path /var/lib/apt -o \
		-path /var/lib/dpkg -o -path /var/lib/rpm -o -path /var/lib/pacman -o \
		-path /mnt -o -path $smoke_directory \) -prune -o -print" | LC_ALL=C sort
}
