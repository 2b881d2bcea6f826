#!/bin/sh
# ci.sh: the steps of a CI job that tests a kernel. action.yml calls them, what `ingot new
# --ci` writes, and .devcontainer/Dockerfile: what is changed here is changed for all.
#
# usage: scripts/ci.sh install [run|test]
#        scripts/ci.sh test [ARGUMENT...]
#
#	install   installs what this machine lacks and builds the command; run or test: for
#	          kernels, or for Ingot's own tests too
#	test      tests the project in the current directory: `ingot test ARGUMENT...`
#
# A machine with a /dev/kvm that this user may not open, as hosted runners have it, opens
# it, if sudo asks for no password. Whether it is faster than emulation finds `ingot` out.
#
# INGOT_CACHE_FILE names a file that the service keeps from job to job: the cache of loader
# and runtime. It is a tar archive, since other archives cut times to seconds. It counts
# if sources, tools and paths are what they were; what was built beside it is added. The
# time of all sources is that of their commit then, not that of this job's checkout, by
# which nothing would be current. With INGOT_CACHE in the environment the cache is there.
#
# CI, which all services set: only there KVM is opened and times are changed. GITHUB_PATH
# and GITHUB_OUTPUT are GitHub's: their files get the command's directory, and "key", which
# names what the cache depends on, INGOT_ARGUMENTS too: what GitHub keeps by a key stays.
#
# Exit status: that of `ingot test`; 2 usage; else another one than 0.
set -eu

kvm=${KVM_DEVICE:-/dev/kvm}	# the tests have one of their own

usage() {
	echo "usage: ci.sh install [run|test] | test [ARGUMENT...]" >&2
	exit 2
}

# On a runner that is thrown away after the job nobody else is let in by that.
open_kvm() {
	[ -n "${CI-}" ] && [ -e "$kvm" ] || return 0
	[ -r "$kvm" ] && [ -w "$kvm" ] && return
	sudo -n chmod a+rw "$kvm" 2>/dev/null || echo "ci: $kvm stays closed: QEMU emulates" >&2
}

# Sources that are changed, or of an unknown commit, keep theirs.
set_times() {
	[ -n "${CI-}" ] && [ -e "$root/.git" ] || return 0
	case $(sh "$root/scripts/commit.sh") in *-dirty|unknown) return ;; esac
	time=$(TZ=UTC0 git -c safe.directory="$root" -C "$root" log -1 --format=%cd \
		--date=format-local:%Y%m%d%H%M.%S) || return 0
	TZ=UTC0 find "$root" \( -name .git -o -name build -path "$root/build" \) -prune -o \
		-exec touch -c -h -t "$time" {} +
}

print_key() {
	{
		"$root/build/ingot" --version -v
		echo "$root ${INGOT_ARGUMENTS-}"
	} | cksum | sed "s/ .*//; s/^/ingot-$(uname -s)-$(uname -m)-/"
}

take_cache() {
	[ -f "$INGOT_CACHE_FILE" ] && [ ! -d "$cache" ] || return 0
	[ "$(tar -xOf "$INGOT_CACHE_FILE" key)" = "$key" ] || return 0
	tar -C "$root/build" -xf "$INGOT_CACHE_FILE" cache
}

# Records are written when something was made.
keep_cache() {
	[ -d "$cache" ] || return 0
	if [ -f "$INGOT_CACHE_FILE" ] && [ "$(tar -xOf "$INGOT_CACHE_FILE" key)" = "$key" ] &&
		[ -z "$(find "$cache" -name record -newer "$INGOT_CACHE_FILE")" ]; then
		return
	fi
	mkdir -p "$(dirname "$INGOT_CACHE_FILE")"
	echo "$key" >"$root/build/key"
	tar -C "$root/build" --format=pax -cf "$INGOT_CACHE_FILE.new" key cache &&
		mv "$INGOT_CACHE_FILE.new" "$INGOT_CACHE_FILE"
}

install() {
	YES=1 sh "$root/scripts/setup.sh" "$1" &&
		make -C "$root" SETUP=: -j"$(getconf _NPROCESSORS_ONLN)" build/ingot
	open_kvm
	set_times
	[ -z "${GITHUB_PATH-}" ] || echo "$root/build" >>"$GITHUB_PATH"
	[ -z "${GITHUB_OUTPUT-}" ] || echo "key=$(print_key)" >>"$GITHUB_OUTPUT"
}

test_kernel() {
	is_kept=false
	if [ -z "${INGOT_CACHE-}" ] && [ -n "${INGOT_CACHE_FILE-}" ]; then
		is_kept=true
		cache=$root/build/cache
		key=$(print_key)
		take_cache
		mkdir -p "$cache"
		INGOT_CACHE=$cache
		export INGOT_CACHE
	fi
	"$root/build/ingot" doctor
	status=0
	"$root/build/ingot" test "$@" || status=$?
	! $is_kept || keep_cache || echo "ci: $INGOT_CACHE_FILE was not written" >&2
	exit $status
}

root=$(cd "$(dirname "$0")/.." && pwd -P)
step=${1-}
[ $# = 0 ] || shift
case $step,$#,${1-run} in
install,[01],run|install,1,test) install "${1-run}" ;;
test,*)	test_kernel "$@" ;;
*)	usage ;;
esac
