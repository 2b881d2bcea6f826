#!/bin/sh
# Disks that are full: file systems of every size from nothing up to one that is large
# enough. Until then there is an error that says so, and what was there stays; then, with
# more room, all is well.
. "$(dirname "$0")/../tap.sh"
t_need cksum find

# A mount of our own, which nobody else sees: as root, or as a user who may be root of a
# name space.
disk=$t_state/disk
mkdir "$disk"
for alone in "unshare -m" "unshare -r -m"; do
	$alone mount -t tmpfs -o size=4k tmpfs "$disk" 2>/dev/null && break
	alone=
done
if [ -z "$alone" ]; then
	t_skip "full disks" "this user may not mount one (unshare -m, unshare -r -m)"
	t_done
fi

"$INGOT" -q new hello && t_ok "there is a kernel" t_limit 300 "$INGOT" -q -C hello image
image=hello/build/x86_64-os/debug/hello.img
large=$(($(wc -c <"$image") / 1024 + 1000))

# In the mount: each size from $1 KiB in steps of $2 KiB until it fits, $3 at most.
# Shell commands: $4 puts there what was there before, $5 is the command, $6 says whether
# what it made is whole, $7 whether all is as before. $8: how an error says why.
cat >sizes <<'END_OF_SIZES'
size=$1 step=$2 largest=$3 before=$4 command=$5 whole=$6 old=$7 why=$8
wrong() { echo "at $size KiB: $*"; cat err; exit 1; }
tries=0
while :; do
	[ "$size" -le "$largest" ] || wrong "it never fits"
	mount -t tmpfs -o size="${size}k" tmpfs "$disk" || exit 2
	eval "$before" || wrong "no room for what was there before"
	(eval "$command") >out 2>err
	status=$?
	if [ $status = 0 ]; then
		eval "$whole" || wrong "it ended well, but made something else"
		umount "$disk"
		break
	fi
	tries=$((tries + 1))
	[ $status = 3 ] || wrong "status $status"
	grep -q -E "$why" err || wrong "it does not say why"
	[ -z "$(find "$disk" -name '*.ingot-*')" ] || wrong "something temporary is left"
	eval "$old" || wrong "what was there is damaged"
	mount -o remount,size=64m "$disk" || exit 2
	(eval "$command") >out 2>err || wrong "with more room it fails as well"
	eval "$whole" || wrong "with more room it makes something else"
	umount "$disk"
	size=$((size + step))
done
echo "$tries sizes are too small, $size KiB are enough"
[ $tries -gt 0 ]
END_OF_SIZES
export disk

# fits NAME FROM STEP LARGEST BEFORE COMMAND WHOLE OLD [WHY]
fits() {
	name=$1
	shift
	[ $# = 8 ] || set -- "$@" "error: .*: No space left on device"
	t_ok "$name" t_limit 300 $alone sh ./sizes "$@"
	sed 's/^/# /' "$t_out"
}

fits "a new project" 4 4 200 : '"$INGOT" new "$disk/hello"' \
	'diff -r -x build hello "$disk/hello"' '[ ! -e "$disk/hello" ]'

echo "an older one" >older
before='cp older "$disk/out"'
old='cmp -s older "$disk/out"'
for format in raw iso qcow2; do
	t_ok "with room: $format" "$INGOT" -q -C hello image --format $format -o "$PWD/good.$format"
	made='"$INGOT" -q -C hello image -o "$disk/out" --format '$format
	fits "an image: $format" 4 100 $large "$before" "$made" \
		"cmp -s good.$format \"\$disk/out\"" "$old"
done

# ninja and the programs that it starts write here too, and say it in their own words;
# a linker that writes by way of memory is ended by SIGBUS.
kernel=build/x86_64-os/debug/hello.stripped
export kernel
cp -R hello sources && rm -rf sources/build
fits "a build" 24 40 3000 'cp -R sources/. "$disk"' '"$INGOT" -q -C "$disk" build' \
	'cmp -s "hello/$kernel" "$disk/$kernel"' : \
	'[Nn]o space left on device|was ended by signal 7'
t_done
