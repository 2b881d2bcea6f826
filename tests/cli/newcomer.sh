#!/bin/sh
# The first errors of somebody who has just installed Ingot: what each says leads on.
. "$(dirname "$0")/../tap.sh"

# leads NAME STATUS HINT COMMAND...: it fails with this status, and a hint says this.
leads() {
	name=$1 status=$2 hint=$3
	shift 3
	t_status "$name" "$status" "$@"
	tr '\n' ' ' <"$t_err" | tr -s ' ' >hints	# as if lines were not broken
	t_has "and leads on" "hint: $hint" hints
}

"$INGOT" -q new hello || exit 1

# --- Rights and room --------------------------------------------------------------

t_is "no place for a cache: said once" 1 "$(env -u HOME XDG_CACHE_HOME= "$INGOT" \
	-C hello build 2>&1 | grep -c 'no place for the cache')"

# What root has built, somebody else cannot build again.
if [ "$(id -u)" = 0 ] && setpriv --reuid 12345 --clear-groups true 2>/dev/null; then
	as_other() { setpriv --reuid 12345 --clear-groups "$@"; }
	chmod 755 "$t_state" "$t_state/work"
	t_ok "root builds" t_limit 120 "$INGOT" -q -C hello build
	taken="the directory belongs to root; take it back: sudo chown -R \"\$(id -un)\" hello"
	chown 12345 hello hello/src/* && echo >>hello/src/main.c
	export XDG_CACHE_HOME
	leads "then somebody else" 3 "$taken/build/x86_64-os/debug" as_other "$INGOT" -C hello build
	leads "and cleans" 3 "$taken/build/x86_64-os/debug" as_other "$INGOT" -C hello clean
	chown root hello && rm -r hello/build
	leads "a project of root's" 3 "$taken" as_other "$INGOT" -C hello build
	t_has "for the true reason" "hello/build/CACHEDIR.TAG: error: cannot write: Permission" \
		"$t_err"
	chown 12345 hello && chmod 500 hello
	leads "a directory of one's own" 3 \
		"the directory is yours, but may not be written to: chmod u+rwx hello " \
		as_other "$INGOT" -C hello build
	chmod 700 hello
else
	t_skip "what root has built" "needs root, and setpriv"
fi

disk=$t_state/disk
mkdir "$disk"
for alone in "unshare -m" "unshare -r -m"; do
	$alone mount -t tmpfs -o size=4k tmpfs "$disk" 2>/dev/null && break
	alone=
done
if [ -n "$alone" ]; then
	# on_disk OPTIONS: there is a build directory on a small file system of these options.
	on_disk() {
		$alone sh -c 'mount -t tmpfs -o size=4k tmpfs "$1" && mount -o "remount,$2" "$1" &&
			"$3" -C hello build --build-dir "$1"' sh "$disk" "$1" "$INGOT"
	}
	leads "no room" 3 "free some space on the file system of $disk" \
		on_disk rw
	leads "a file system that is read-only" 3 "the file system of $disk is read-only" \
		on_disk ro
else
	t_skip "full and read-only disks" "this user may not mount one (unshare -m, unshare -r -m)"
fi
t_done
