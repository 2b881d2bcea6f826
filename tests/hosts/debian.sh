# debian.sh: Debian systems in directories, for other processors too. To be sourced.
#
# A root is made of unpacked packages alone: no maintainer script runs, and apt's
# and dpkg's own state on this machine is neither read nor changed. Packages are
# fetched by apt, which checks signatures and hashes, into $hosts.
#
# Needs a Debian or a descendant: apt-get, dpkg-deb, unshare (util-linux), and
# Linux >= 6.7 to run another processor's programs.
#
#	debian_check                     ends the script if this host cannot do it
#	debian_offers ARCH PACKAGE...    whether $suite has all of them
#	debian_unpack ARCH ROOT PACKAGE...   the packages and all that they depend on
#	debian_unpack_only ARCH ROOT PACKAGE...   the packages alone
#	debian_enter ARCH ROOT DIRECTORY COMMAND...   runs COMMAND in ROOT, DIRECTORY being /mnt

hosts=$PWD/build/hosts
suite=${HOSTS_SUITE:-bookworm}
mirror=${HOSTS_MIRROR:-}	# else the one that this host takes its packages from
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# A mirror of Debian has every suite: if this host takes no packages from $suite, then
# the mirror that it does take some from has it too.
debian_mirror() {
	for condition in "Codename: $suite" "Label: Debian"; do
		apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
			"$condition" 2>/dev/null
	done | sed -n 1p
}

debian_check() {
	for program in apt-get dpkg-deb unshare chroot tar; do
		command -v $program >/dev/null 2>&1 && continue
		echo "hosts: $program is missing: this needs a Debian host" >&2
		exit 1
	done
	[ -n "$mirror" ] || mirror=$(debian_mirror)
	if [ -z "$mirror" ]; then
		echo "hosts: apt knows no mirror of $suite: apt-get update, or set HOSTS_MIRROR" >&2
		exit 1
	fi
	if [ ! -f $keyring ]; then
		echo "hosts: $keyring is missing: install debian-archive-keyring" >&2
		exit 1
	fi
}

# apt-get for the architecture $1, with lists, cache and status of its own.
debian_apt() {
	apt=$hosts/apt/$suite-$1
	apt_arch=$1
	shift
	apt-get -qq -o APT::Architecture="$apt_arch" -o APT::Architectures="$apt_arch" \
		-o Dir::State="$apt" -o Dir::State::lists="$apt/lists" \
		-o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
		-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- \
		-o Debug::NoLocking=1 -o APT::Sandbox::User=root \
		-o APT::Install-Recommends=0 -o APT::Update::Post-Invoke= \
		-o Binary::apt-get::APT::Keep-Downloaded-Packages=1 "$@"
}

# Package lists of the architecture $1, unless they are here.
debian_lists() {
	apt=$hosts/apt/$suite-$1
	[ ! -f "$apt/ready" ] || return 0
	mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none/partial"
	: >"$apt/status"
	echo "deb [signed-by=$keyring] $mirror $suite main" >"$apt/sources.list"
	debian_apt "$1" update && : >"$apt/ready"
}

debian_offers() {
	offers_arch=$1
	shift
	debian_lists "$offers_arch" && debian_apt "$offers_arch" -s install "$@" >/dev/null 2>&1
}

# The file names of the packages $2... and their dependencies. An empty status
# file makes that all of them; an empty cache makes apt name those it has.
debian_closure() {
	closure_arch=$1
	shift
	debian_apt "$closure_arch" -o Dir::Cache::archives="$hosts/apt/$suite-$closure_arch/none" \
		--print-uris install "$@" | awk '{ print $2 }' | sort
}

# A root's directories: /bin, /sbin and /lib are one with those of /usr.
debian_make_folders() {
	mkdir -p "$1/usr/bin" "$1/usr/sbin" "$1/usr/lib" "$1/usr/lib64" "$1/etc" "$1/root" \
		"$1/proc" "$1/dev" "$1/sys" "$1/tmp" "$1/mnt" "$1/var/tmp"
	for directory in bin sbin lib lib64; do
		[ -e "$1/$directory" ] || ln -s usr/$directory "$1/$directory"
	done
	chmod 1777 "$1/tmp"
}

# What maintainer scripts would have done.
debian_finish() {
	[ -e "$1/usr/bin/awk" ] || ln -s mawk "$1/usr/bin/awk"
	[ -e "$1/usr/bin/cc" ] || ln -s gcc "$1/usr/bin/cc"
	[ -e "$1/usr/bin/sh" ] || ln -s dash "$1/usr/bin/sh"
	echo 'root:x:0:0:root:/root:/bin/sh' >"$1/etc/passwd"
	echo 'root:x:0:' >"$1/etc/group"
}

# Unpacks the .deb file $1 into the root $2.
debian_unpack_file() {
	dpkg-deb --fsys-tarfile "$1" | tar -C "$2" -xf - --keep-directory-symlink \
		--no-same-owner --exclude=./usr/share/doc --exclude=./usr/share/man \
		--exclude=./usr/share/locale
}

# The root appears under its name only when it is whole.
debian_unpack() {
	arch=$1
	root=$2
	shift 2
	[ ! -d "$root" ] || return 0
	debian_lists "$arch" || return 1
	debian_apt "$arch" -y --download-only install "$@" >&2 || return 1
	rm -rf "$root.new"
	debian_make_folders "$root.new"
	for file in $(debian_closure "$arch" "$@"); do
		debian_unpack_file "$hosts/apt/$suite-$arch/cache/archives/$file" "$root.new" ||
			return 1
	done
	debian_finish "$root.new"
	mv "$root.new" "$root"
}

debian_unpack_only() {
	arch=$1
	root=$2
	shift 2
	[ ! -d "$root" ] || return 0
	debian_lists "$arch" || return 1
	rm -rf "$root.new"
	mkdir -p "$root.new/debs" || return 1
	(cd "$root.new/debs" && debian_apt "$arch" download "$@") || return 1
	for file in "$root.new"/debs/*.deb; do
		debian_unpack_file "$file" "$root.new" || return 1
	done
	mv "$root.new" "$root"
}

# The processor's name in QEMU, and how its programs begin: an ELF header of
# 64 bits, little endian, static or PIE (binfmt_misc's mask leaves that bit out).
debian_emulator() {
	case $1 in
	arm64)	qemu_arch=aarch64; machine='\xb7\x00' ;;
	riscv64) qemu_arch=riscv64; machine='\xf3\x00' ;;
	*)	echo "hosts: no emulator is known for $1" >&2; return 1 ;;
	esac
	header='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00'
	mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
	# F: the kernel opens the emulator now, so that it need not be in the root.
	echo ":$qemu_arch:M::$header$machine:$mask:$hosts/tools/usr/bin/qemu-$qemu_arch-static:FC"
}

# The table of binfmt_misc belongs to the user namespace: this machine's own is
# never touched, and everything is gone when the command ends.
debian_enter() {
	rule=$(debian_emulator "$1") || return 1
	root=$2
	directory=$3
	shift 3
	unshare --user --map-root-user --mount --pid --fork --kill-child sh -c '
		set -eu
		rule=$1 root=$2 directory=$3
		shift 3
		mount -t proc proc "$root/proc"
		mount --rbind /dev "$root/dev"
		mount -t tmpfs tmpfs "$root/tmp"
		mount --bind "$directory" "$root/mnt"
		mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
		printf "%s" "$rule" >/proc/sys/fs/binfmt_misc/register
		exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
			HOME=/root LC_ALL=C TZ=UTC "$@"
	' sh "$rule" "$root" "$directory" "$@"
}
