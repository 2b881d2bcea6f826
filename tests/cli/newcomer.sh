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

# One that somebody else may read.
XDG_CACHE_HOME=${XDG_CACHE_HOME:-$t_state/cache}
export XDG_CACHE_HOME

# --- Another directory ----------------------------------------------------------

nothing="\`ingot new DIR\` creates a project; -C DIR chooses one"
leads "no project anywhere" 3 "$nothing" "$INGOT" run
leads "nor to watch" 3 "$nothing" t_limit 60 "$INGOT" watch
echo 'name: hello' >ingot.yml
leads "a project's file of another name" 3 "rename ingot.yml to ingot.yaml" "$INGOT" run
rm ingot.yml
mkdir src
leads "sources without a project" 3 "an ingot.yaml beside src may be empty" "$INGOT" build
rmdir src

"$INGOT" -q new hello || exit 1
leads "a forgotten -C" 3 "there is a project below: -C hello hint: $nothing" "$INGOT" run
leads "also where tests are chosen" 3 "there is a project below: -C hello" "$INGOT" test hello
for name in one two three; do mkdir $name && cp hello/ingot.yaml $name; done
leads "many projects" 3 "there are projects below: -C hello, -C one, -C three, and 1 more" \
	"$INGOT" run
printf 'workspace: true\n' >ingot.yaml
leads "a workspace" 3 "there are projects below: -C hello, " "$INGOT" run
rm -r one two three ingot.yaml
mkdir -p above/hello && cp hello/ingot.yaml above/hello
leads "the directory above" 3 "there is a project below: -C above/hello" "$INGOT" -C above run
rm -r above

project="-C chooses a project: ingot -C hello"
leads "a project as an argument" 2 "$project run" "$INGOT" run hello
leads "its file" 2 "$project build" "$INGOT" build hello/ingot.yaml
leads "a project without a command" 2 "$project run" "$INGOT" hello
leads "a project that is there" 3 "$project run" "$INGOT" new hello
leads "a source as an argument" 2 "sources belong to a project" \
	"$INGOT" build hello/src/main.c
leads "a directory that is no project" 2 "hello/src has no ingot.yaml" \
	"$INGOT" build hello/src
leads "an argument of no meaning" 2 "usage: ingot build [OPTIONS] " "$INGOT" build 3
t_lacks "which ends in no blank" "OPTIONS] " "$t_err"
leads "a misspelt directory" 2 'did you mean "hello"?' "$INGOT" -C helo run
leads "a file for a directory" 2 "-C takes a directory, that of a project: -C hello" \
	"$INGOT" -C hello/ingot.yaml run
leads "a directory for a file" 3 "-C DIR chooses a directory" \
	"$INGOT" --manifest-path hello build
t_status "a source for the project's file" 3 "$INGOT" --manifest-path hello/src/main.c build
t_is "is not quoted whole" "" "$(awk 'length > 120' "$t_err")"
leads "a name with a blank" 2 "a name that is valid: --name my-kernel" "$INGOT" new "my kernel"
t_ok "that name is taken" "$INGOT" new --name my-kernel "my kernel"
t_has "and the next command can be typed" "Next ingot -C 'my kernel' run" "$t_err"

# --- Words ----------------------------------------------------------------------

leads "an option of the other case" 2 'did you mean "-C" (--directory)?' "$INGOT" -c hello run
leads "an option with one dash" 2 'did you mean "--smp"?' "$INGOT" -C hello run -smp 4
leads "an option of QEMU" 2 'options of QEMU follow "--": ingot run -- -M' \
	"$INGOT" -C hello run -M q35
leads "an option as a command" 2 'did you mean "--version"?' "$INGOT" version
leads "a number with a unit" 2 "the unit is MiB: --memory 512" "$INGOT" run --memory 512M
leads "and another unit" 2 "the unit is MiB: --memory 2048" "$INGOT" run --memory 2GiB
t_status "a unit of nothing" 2 "$INGOT" run --smp 4G
t_lacks "has no such hint" "hint" "$t_err"

# --- Sources --------------------------------------------------------------------

mkdir flat && cp hello/src/main.c flat/ && : >flat/ingot.yaml || exit 1
beside="main.c lies beside ingot.yaml: write sources: [.]"
leads "sources beside the project's file" 3 "$beside" "$INGOT" -C flat build
mkdir flat/src
leads "and an empty directory for them" 3 "$beside" "$INGOT" -C flat build
mv flat/main.c flat/src/main.C
leads "a source by another ending" 3 \
	"C, C++ and assembly are searched for in \`sources\`, by default [src] hint: src/main.C" \
	"$INGOT" -C flat build

cp hello/src/main.c hello/src/other.c
leads "two entry points" 3 "a kernel has one entry point: remove one of these" \
	"$INGOT" -C hello build
echo 'ENTRY_POINT(kernel_main)' >hello/src/other.c
leads "a forgotten header" 3 "is a macro's header missing? ENTRY_POINT" "$INGOT" -C hello build
echo '#include <pthread.h>' >hello/src/other.c
leads "a header of the host" 3 "headers of this host are not a kernel's" "$INGOT" -C hello build
rm hello/src/other.c
echo 'int main(void) { return 0; }' >flat/src/main.c
leads "no entry point" 3 "write ENTRY_POINT(kernel_main) in one source" "$INGOT" -C flat build

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
