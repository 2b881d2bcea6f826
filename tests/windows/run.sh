#!/bin/sh
# run.sh: the command for Windows, compiled by mingw-w64, under Wine: `make windows`.
#
# Shows what works there, that the rest is refused by name, and that the writers of
# images make the same bytes as here. libyaml is compiled from its source (tests/fetch.sh).
# Everything lies in build/windows, Wine's own directory too; no window is opened.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fetch.sh"
. "$t_root/tests/windows/compile.sh"
wine=$(command -v wine64 || ls /usr/lib/wine/wine64 2>/dev/null)
t_need "$windows_cc" "${wine:-wine64}" cc

real=$t_root/build/real
out=$t_root/build/windows
yaml=$real/src/libyaml
WINE_LIMIT_S=300
WINEPREFIX=$out/wine WINEDEBUG=-all DISPLAY=
INGOT_ROOT=Z:$t_root
export WINEPREFIX WINEDEBUG DISPLAY INGOT_ROOT

# Wine takes names on the command line for what the locale says.
ingot() { t_limit $WINE_LIMIT_S env LC_ALL=C.UTF-8 "$wine" "$out/ingot.exe" "$@"; }

compile_yaml() {
	for source in "$yaml"/src/*.c; do
		$windows_cc -O1 -I"$yaml/include" -DYAML_DECLARE_STATIC -DYAML_VERSION_MAJOR=0 \
			-DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 \
			-DYAML_VERSION_STRING='"0.2.5"' -c "$source" \
			-o "$out/yaml/$(basename "$source").o" || return 1
	done
}

link_command() {
	windows_link "$out/ingot.exe" -municode \
		$(windows_sources | sed "s|.*|$out/&.o|") "$out"/yaml/*.o
}

# The driver of the images, for Windows and for this host.
link_drivers() {
	windows_compile "$out" tests/unit/host/image_driver.c &&
		windows_link "$out/driver.exe" "$out/tests/unit/host/image_driver.c.o" \
			$(windows_sources | grep -E '^host/(base|image)/' |
				grep -v windows/main.c | sed "s|.*|$out/&.o|") &&
		cc $(cat scripts/host_flags) -O1 -I. -o "$out/driver" \
			tests/unit/host/image_driver.c host/base/*.c host/image/*.c
}

# draw FILE COMMAND...: an image of a few files, one with blanks in its name.
draw() {
	image=$1
	shift
	t_limit $WINE_LIMIT_S "$@" "$image" 8 1700000000 stage1 stage2 boot/kernel.elf=large \
		boot/ingot.conf=small "some directory/a file.txt=small"
}

t_ok "libyaml's source is fetched" eval 'make_apt && fetch libyaml'
mkdir -p "$out/yaml"
windows_include=-I$yaml/include
work=$PWD
cd "$t_root" || exit 1
t_ok "libyaml compiles" compile_yaml
t_run windows_compile "$out" $(windows_sources)
t_is "the command compiles without a word" "0" "$t_status$(cat "$t_out" "$t_err")"
t_ok "... and is linked" link_command
t_ok "so is the driver of the images" link_drivers
cd "$work" || exit 1

t_ok "it starts" ingot --version
t_has "... and says its version" "ingot "
t_ok "a project in a directory with blanks and other letters" ingot new "Kern ü 1" --name hello
t_ok "... is where this host sees it" test -f "Kern ü 1/ingot.yaml"
t_lacks "... and has no carriage returns" "$(printf '\r')" "Kern ü 1/ingot.yaml"
sed -i.old 's/$/\r/' "Kern ü 1/ingot.yaml"
t_run ingot -C "Kern ü 1" target --explain
t_is "an ingot.yaml with carriage returns is read" "4" "$t_status"
t_has "... clang is what is missing" "no clang" "$t_err"
t_run ingot -C "$(echo "Z:$PWD/Kern ü 1" | tr / '\\')" target --explain
t_has "a path with a drive and backslashes" "no clang" "$t_err"
printf 'surprise: 1\r\n' >>"Kern ü 1/ingot.yaml"
t_status "a wrong key" 3 ingot -C "Kern ü 1" build
t_has "... is found at its line" 'unknown key "surprise"' "$t_err"
for command in run test; do
	t_status "ingot $command is refused" 4 ingot -C "Kern ü 1" $command
	t_has "... by name" "\`ingot $command\` does not work on Windows itself" "$t_err"
	t_has "... with a way" "WSL2" "$t_err"
done

head -c 446 /dev/zero | tr '\0' 'a' >stage1
head -c 20000 /dev/zero | tr '\0' 'b' >stage2
printf '\013\000' | dd of=stage2 bs=1 seek=4 conv=notrunc 2>/dev/null	# its first part
head -c 3000000 /dev/urandom >large
printf 'one\r\ntwo\n\032three' >small
for kind in img iso; do
	t_ok "an $kind is made there" draw "there.$kind" "$wine" "$out/driver.exe"
	t_ok "... over one that exists" draw "there.$kind" "$wine" "$out/driver.exe"
	t_ok "... and here" draw "here.$kind" "$out/driver"
	t_ok "... of the same bytes" cmp "there.$kind" "here.$kind"
done
t_is "no temporary file is left" "" "$(ls -a | grep ingot- || :)"
t_done
