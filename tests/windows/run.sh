#!/bin/sh
# run.sh: the command for Windows, compiled by mingw-w64, under Wine: `make windows`.
#
# Shows what works there, that the rest is refused by name, and that kernel, loader and
# image have the same bytes as here. libyaml is compiled from its source (tests/fetch.sh).
# Everything lies in build/windows, Wine's own directory too; no window is opened.
#
# There is no LLVM and no ninja for Windows here: clang, ld.lld and the others are this
# host's, started by host_tool.c. What plans, asks, packs and writes is the command there.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fetch.sh"
. "$t_root/tests/windows/compile.sh"
wine=$(command -v wine64 || ls /usr/lib/wine/wine64 2>/dev/null)
llvm=$(ls -d /usr/lib/llvm-[0-9]*/bin | sort -V | tail -n 1)
t_need "$windows_cc" "${wine:-wine64}" cc ninja "$llvm/clang" "$llvm/ld.lld" sha256sum

real=$t_root/build/real
out=$t_root/build/windows
yaml=$real/src/libyaml
WINE_LIMIT_S=${WINE_LIMIT_S:-600}	# a busy host starts a program in 20 s
WINEPREFIX=$out/wine WINEDEBUG=-all DISPLAY=
# No menus and no other runtimes: they cost the first start minutes.
WINEDLLOVERRIDES='winemenubuilder.exe,mscoree,mshtml='
WINEPATH='T:\'
INGOT_ROOT=Z:$t_root
export WINEPREFIX WINEDEBUG DISPLAY WINEDLLOVERRIDES WINEPATH INGOT_ROOT

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

# host_tools: on drive T: what starts this host's tools; in host/, where T: leads to for
# these, scripts of the same names; calls/ingot is the command for a step of ninja's.
host_tools() {
	mkdir -p "$out/tools" "$out/host" "$out/calls" "$out/wine/dosdevices" || return 1
	for tool in clang ld.lld llvm-objcopy llvm-ar llvm-symbolizer ninja; do
		path=$llvm/$tool
		[ $tool != ninja ] || path=$(command -v ninja)
		printf '#!/bin/sh\nexec %s "$@"\n' "$path" >"$out/host/$tool.exe" &&
			chmod +x "$out/host/$tool.exe" &&
			$windows_cc -O1 -Wall -Wextra -DHOST_TOOL="\"$path\"" \
				-DHOST_CALLS="\"$out/calls\"" -o "$out/tools/$tool.exe" \
				tests/windows/host_tool.c || return 1
	done
	printf '#!/bin/sh\nexec %s %s "$@"\n' "$wine" "$out/ingot.exe" >"$out/calls/ingot" &&
		chmod +x "$out/calls/ingot" && ln -sfn "$out/tools" "$out/wine/dosdevices/t:"
}

# bytes DIRECTORY CACHE: the checksums of what was made there.
bytes() {
	(cd "$1/build/x86_64-os/debug" && sha256sum same.elf same.stripped same.img)
	(cd "$2"/ingot/loader-* && sha256sum stage1.bin stage2.bin loader.efi)
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
t_ok "so is what starts this host's tools" host_tools
cd "$work" || exit 1

t_ok "it starts" ingot --version
t_has "... and says its version" "ingot "
t_ok "a project in a directory with blanks and other letters" ingot new "Kern ü 1" --name hello
t_ok "... is where this host sees it" test -f "Kern ü 1/ingot.yaml"
t_lacks "... and has no carriage returns" "$(printf '\r')" "Kern ü 1/ingot.yaml"
sed -i.old 's/$/\r/' "Kern ü 1/ingot.yaml"
t_ok "an ingot.yaml with carriage returns is read" ingot -C "Kern ü 1" target --explain
t_has "... to the end" "llvm-target"
t_lacks "... and the search for a workspace ends" "who may write" "$t_err"
t_ok "a path with a drive and backslashes" \
	ingot -C "$(echo "Z:$PWD/Kern ü 1" | tr / '\\')" target --explain
printf 'surprise: 1\r\n' >>"Kern ü 1/ingot.yaml"
t_status "a wrong key" 3 ingot -C "Kern ü 1" build
t_has "... is found at its line" 'unknown key "surprise"' "$t_err"
for command in run test watch; do
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
t_ok "a project is made there" ingot new same --name same
cp -R same here
t_ok "... and is an image" env XDG_CACHE_HOME="Z:$PWD/there-cache" LC_ALL=C.UTF-8 \
	timeout $WINE_LIMIT_S "$wine" "$out/ingot.exe" -C same image
t_ok "... and here, by the same LLVM" env INGOT_ROOT="$t_root" CC="$llvm/clang" \
	XDG_CACHE_HOME="$PWD/here-cache" "$INGOT" -C here image
bytes same there-cache >there.sums
bytes here here-cache >here.sums
t_is "... six files were compared" 6 "$(wc -l <there.sums)"
t_ok "... kernel, loader and image have the same bytes" cmp there.sums here.sums
sed 's/^/# /' there.sums
t_is "no temporary file is left" "" "$(ls -a | grep ingot- || :)"
t_done
