#!/bin/sh
# make install and make uninstall: what is written where; that an installed command needs
# nothing of the source tree, may be moved, and works from where nobody may write.
. "$(dirname "$0")/../tap.sh"
t_need find

# in_tree GOAL VARIABLE=VALUE...: the command stands as it was built.
in_tree() (
	umask 077
	make -s -C "$t_root" -o build/ingot "$@"
)

# --- Into a directory for a package ------------------------------------------

dest=$PWD/dest
t_run make -n -C "$t_root" -o build/ingot install
t_lacks "nothing is set up" setup.sh
t_ok "make install DESTDIR=" in_tree install DESTDIR="$dest" PREFIX=/usr
share=$dest/usr/share/ingot
t_ok "the command is there" test -x "$dest/usr/bin/ingot"
t_ok "the manual page" cmp "$t_root/docs/ingot.1" "$dest/usr/share/man/man1/ingot.1"
t_ok "that of ingot.yaml" cmp "$t_root/docs/ingot.yaml.5" \
	"$dest/usr/share/man/man5/ingot.yaml.5"
for file in bash-completion/completions/ingot zsh/site-functions/_ingot \
	fish/vendor_completions.d/ingot.fish; do
	t_ok "the completions: $file" test -s "$dest/usr/share/$file"
done
t_ok "the schema of ingot.yaml" cmp "$t_root/docs/ingot.schema.json" "$share/ingot.schema.json"
t_ok "the licence" cmp "$t_root/LICENSE" "$dest/usr/share/doc/ingot/LICENSE"
(cd "$t_root" && find abi boot kit runtime x86_64-*.json -type f \
	! -name font.txt ! -name "*.awk" ! -name '.*' &&
	find templates -type f ! -path '*/build/*') | LC_ALL=C sort >sources
(cd "$share" && find . -type f ! -name installed ! -name ingot.schema.json |
	sed 's/^..//') | LC_ALL=C sort >there
t_is "every source of loader, runtime and kit, every template" "$(cat sources)" "$(cat there)"
(cd "$dest/usr" && find . -type f | sed 's/^../f /' | LC_ALL=C sort) >there
grep '^f ' "$share/installed" | LC_ALL=C sort >listed
t_is "the list has every file" "$(cat listed)" "$(cat there)"
list_planned() {
	env prefix=/usr bindir=/usr/bin datadir=/usr/share mandir=/usr/share/man \
		docdir=/usr/share/doc/ingot zshcompletiondir=/usr/share/zsh/site-functions \
		bashcompletiondir=/usr/share/bash-completion/completions \
		fishcompletiondir=/usr/share/fish/vendor_completions.d \
		sh "$t_root/scripts/install.sh" list
}
t_is "... which packagers can ask for" "$(grep -v '/ingot/installed$' listed)" \
	"$(list_planned | sed 's|^/usr/|f |' | LC_ALL=C sort)"
t_is "all of it below the prefix" usr "$(ls "$dest")"
t_is "everybody may read it" "" "$(find "$dest/usr" ! -perm -0444)"
t_is "only the command is a program" "$dest/usr/bin/ingot" \
	"$(find "$dest/usr" -type f -perm -0100)"
t_is "nothing is written by others" "" "$(find "$dest/usr" -perm -0020 -o -perm -0002)"

# What an earlier version had, and what somebody else has put there.
echo old >"$share/kit/old.c" && echo "f share/ingot/kit/old.c" >>"$share/installed"
echo other >"$dest/usr/bin/other"
find "$dest" | LC_ALL=C sort | grep -v old.c >before
t_ok "once more" in_tree install DESTDIR="$dest" PREFIX=/usr
find "$dest" | LC_ALL=C sort >after
t_is "what an earlier version left is gone" "$(cat before)" "$(cat after)"
t_ok "make uninstall" in_tree uninstall DESTDIR="$dest" PREFIX=/usr
t_is "leaves what others have" "$dest/usr/bin/other" "$(find "$dest" -type f)"
t_is "and no directory of its own" "$dest/usr/bin" "$(find "$dest/usr" -mindepth 1 -type d)"
t_status "nothing is there any more" 2 in_tree uninstall DESTDIR="$dest" PREFIX=/usr
t_has "... which is said" "nothing is installed: $dest/usr/share/ingot/installed" "$t_err"
rm -r "$dest"

t_ok "directories of one's own" in_tree install DESTDIR="$dest" prefix=/opt/i \
	mandir=/man docdir=/opt/i/doc
t_ok "the page is there" test -f "$dest/man/man1/ingot.1"
t_ok "and the documents" test -f "$dest/opt/i/doc/docs/README.md"
t_ok "... are removed" in_tree uninstall DESTDIR="$dest" prefix=/opt/i
t_is "all of them" "" "$(find "$dest" -type f)"
t_status "a prefix that is relative" 2 in_tree install DESTDIR="$dest" PREFIX=usr
t_has "... is refused" 'prefix is "usr": give an absolute path' "$t_err"
t_status "sources where the command does not look" 2 in_tree install DESTDIR="$dest" \
	datadir=/elsewhere
t_has "... are refused" "datadir must be /usr/local/share" "$t_err"

# --- Used --------------------------------------------------------------------

t_ok "make install PREFIX=" in_tree install PREFIX="$PWD/first"
mkdir moved && mv first "moved/to here" && ln -s "to here/bin/ingot" moved/link
installed="$PWD/moved/to here"
list=$(find "$installed" -type f)
chmod -R a-w "$installed"
mkdir "$t_state/user" && chmod a+rx "$t_state" "$t_state/work" && chmod a+rwx "$t_state/user"

# A name space in which the source tree is empty.
for hidden in "unshare -m" "unshare -r -m"; do
	# shellcheck disable=SC2016 # expanded by the inner shell
	$hidden sh -c 'mount -t tmpfs tmpfs "$1" && ! test -e "$1/kit"' - "$t_root" \
		2>/dev/null && break
	hidden=
done
# used COMMAND...: by a user who may write to one directory, where no source tree is.
cat >used.sh <<'END_OF_USED'
root=$1
shift
[ "$root" = - ] || mount -t tmpfs tmpfs "$root" || exit 125
cd "$HOME" || exit 125
if [ "$(id -u)" = 0 ] && setpriv --reuid 12345 --clear-groups true 2>/dev/null; then
	exec setpriv --reuid 12345 --clear-groups "$@"
fi
exec "$@"
END_OF_USED
used() {
	if [ -n "$hidden" ]; then
		env HOME="$t_state/user" $hidden sh "$t_state/work/used.sh" "$t_root" "$@"
	else
		env HOME="$t_state/user" sh "$t_state/work/used.sh" - "$@"
	fi
}
[ -n "$hidden" ] || t_skip "a source tree that is hidden" \
	"this user may not mount (unshare -m, unshare -r -m)"
unset XDG_CACHE_HOME INGOT_ROOT

t_ok "ingot new" used "$PWD/moved/link" new hello
INGOT_CACHE=$t_state/shared
export INGOT_CACHE
mkdir "$INGOT_CACHE" && chmod a+rwx "$INGOT_CACHE"
t_ok "build and boot, with a cache that is empty" used "$PWD/moved/link" -C hello run --direct
t_has "the kernel runs" "Hello" "$t_out"
t_ok "made from where it is installed" grep -q -r -F "share/ingot/kit/start" "$INGOT_CACHE"
t_is "no path of the source tree is in what was made" "" \
	"$(grep -r -l -F "$t_root/" "$t_state/user" "$INGOT_CACHE" || :)"
own=$t_state/user/.cache/ingot
components() { (cd "$1" && echo *-*/record); }
t_is "made in the cache that is shared" "*-*/record" "$(components "$own")"

# What help says of the manual, where `man` finds it, and where it does not.
if command -v man >/dev/null 2>&1; then
	for page in ingot ingot.yaml; do
		t_ok "man finds $page" used env MANPATH="$installed/share/man" man -w "$page"
	done
	t_ok "help" used env MANPATH="$installed/share/man" "$installed/bin/ingot" help
	t_has "... names the manual" "man ingot.yaml" "$t_out"
else
	t_skip "man finds the pages" "no man"
fi
t_ok "help without a manual" used env MANPATH=/none "$installed/bin/ingot" help
t_lacks "... names none" "man ingot" "$t_out"

# Whoever made it, nobody may write to it now.
chmod -R a-w "$INGOT_CACHE"
[ "$(id -u)" != 0 ] || chown -R 0 "$INGOT_CACHE"
if used test -w "$INGOT_CACHE"; then
	t_skip "a cache that cannot be written to" "no other user can be asked (setpriv)"
else
	used rm -r hello/build
	t_ok "a cache that cannot be written to" used "$installed/bin/ingot" -C hello build
	t_lacks "... has what is needed" Caching "$t_err"
	t_is "nothing is made again" "*-*/record" "$(components "$own")"
	used "$installed/bin/ingot" doctor >doctor
	t_ok "the doctor shows it" grep -q "^shared cache *ok .* $INGOT_CACHE\$" doctor
	t_has "... and that it is read-only" "    cannot be written to: " doctor
	for record in "$INGOT_CACHE"/loader-*/record; do
		chmod u+w "$record" && echo torn >"$record"
	done
	t_ok "one that is damaged" used "$installed/bin/ingot" -C hello build
	t_has "... is said to be" "Caching the loader in $own: $INGOT_CACHE does not" "$t_err"
	t_is "one part is made again" 1 "$(components "$own" | wc -w | tr -d ' ')"
	t_ok "once more" used "$installed/bin/ingot" -C hello build
	t_lacks "... there is nothing to say" Caching "$t_err"
fi
unset INGOT_CACHE
t_status "a shared cache that is nowhere" 3 used env INGOT_CACHE=relative \
	"$installed/bin/ingot" -C hello build
t_has "... is refused" 'INGOT_CACHE is set to "relative", which is a relative path' "$t_err"
INGOT_CACHE=$t_state/shared
export INGOT_CACHE
if command -v bash >/dev/null 2>&1; then
	t_ok "called by a name that says nothing" used bash -c 'exec -a "" "$1" -C hello build' - \
		"$installed/bin/ingot"
else
	t_skip "called by a name that says nothing" "no bash"
fi
t_is "the prefix is as it was" "$list" "$(find "$installed" -type f)"

chmod -R u+w "$installed" "$INGOT_CACHE"
t_ok "make uninstall, where it was moved to" in_tree uninstall PREFIX="$installed"
t_ok "nothing is left" test ! -e "$installed"
t_done
