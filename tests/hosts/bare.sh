# bare.sh: bare Debian systems in directories, in which dpkg itself installs packages:
# scripts, users and all. To be sourced after tests/hosts/debian.sh; needs root.
#
#	bare_make            the bare system of $suite, $bare, unless it is there: Debian's
#	                     smallest, with gcc, make and git
#	bare_copy ROOT       a copy of it, to be used and removed
#	bare_layer ROOT      the same, quickly: ROOT has only what becomes different, where the
#	                     kernel can show one directory over another (overlayfs)
#	bare_remove ROOT     removes it
#	bare_enter ROOT DIRECTORY COMMAND   runs a line of the shell in ROOT, in DIRECTORY;
#	                     $bare_limit is the command before it that ends what takes too
#	                     long, $bare_environment has words NAME=VALUE, and $bare_cache is
#	                     a directory for the packages that apt fetches

bare=$hosts/roots/bare-$suite
bare_limit=
bare_environment=
bare_cache=

bare_check() {
	if [ "$(id -u)" != 0 ]; then
		echo "hosts: this needs root, for debootstrap and apt in the new system" >&2
		exit 1
	fi
	debian_check
}

bare_make() {
	[ ! -d "$bare" ] || return 0
	arch=$(dpkg --print-architecture)
	bootstrap=$hosts/debootstrap-$suite
	debian_unpack_only "$arch" "$bootstrap" debootstrap || return 1
	rm -rf "$bare.new"
	DEBOOTSTRAP_DIR=$bootstrap/usr/share/debootstrap \
		sh "$bootstrap/usr/sbin/debootstrap" --variant=minbase \
		--keyring=$keyring --include=gcc,libc6-dev,make,git "$suite" "$bare.new" "$mirror" \
		>"$bootstrap.log" 2>&1 || {
			tail -5 "$bootstrap.log" >&2
			return 1
		}
	mv "$bare.new" "$bare"
}

bare_copy() {
	bare_remove "$1"
	cp -a "$bare" "$1" && cp /etc/resolv.conf "$1/etc/resolv.conf"
}

bare_layer() {
	bare_remove "$1"
	mkdir -p "$1" "$1.work" "$1.all" || return
	if ! bare_enter "$1" / true 2>/dev/null; then
		bare_copy "$1"
		return
	fi
	bare_enter "$1" / "mkdir -p etc root && touch etc/resolv.conf root" &&
		cp /etc/resolv.conf "$1/etc/resolv.conf"
}

bare_remove() {
	rm -rf "$1" "$1.work" "$1.all"
}

# Mounts vanish with the namespace.
bare_enter() {
	$bare_limit unshare --mount --pid --fork --kill-child sh -c '
		set -eu
		root=$1 bare=$2 environment=$3 cache=$4 directory=$5
		shift 5
		if [ -d "$root.work" ]; then
			mount -t overlay -o "lowerdir=$bare,upperdir=$root,workdir=$root.work" \
				overlay "$root.all"
			root=$root.all
		fi
		mount -t proc proc "$root/proc"
		mount -t sysfs -o ro sysfs "$root/sys"
		mount --rbind /dev "$root/dev"
		mount -t tmpfs tmpfs "$root/tmp"
		[ -z "$cache" ] || mount --bind "$cache" "$root/var/cache/apt/archives"
		exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C TERM=dumb \
			PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
			http_proxy="${http_proxy-}" $environment \
			sh -c "cd $directory && $*"
	' sh "$1" "$bare" "$bare_environment" "$bare_cache" "$2" "$3" </dev/null
}
