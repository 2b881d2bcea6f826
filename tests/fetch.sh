# fetch.sh: upstream sources as Debian packages them, for tests that compile programs
# or libraries of others. To be sourced, with $real set, an absolute directory in which
# everything lies and is kept: a second run fetches nothing.
#
# apt is given a configuration of its own there, made from the host's: the same
# sources, of source packages; the host's own lists are not touched.

# apt's configuration: the host's sources, as sources of source packages.
make_apt() {
	mkdir -p "$real/apt/sources.d" "$real/apt/lists/partial" \
		"$real/apt/cache/archives/partial" "$real/download" "$real/src" || return 1
	for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
		case $file in
		*.sources) sed 's/^Types:.*/Types: deb-src/' "$file" ;;
		*.list) sed -n -e 's/^deb-src /deb /' -e 's/^deb /deb-src /p' "$file" ;;
		esac >"$real/apt/sources.d/${file##*/}" 2>/dev/null
	done
	# A source of binary packages only, of somebody else's, is no reason to stop.
	has_lists || apt update >"$real/apt/log" 2>&1
	has_lists
}

has_lists() {
	ls "$real/apt/lists"/*_Sources* >/dev/null 2>&1
}

apt() {
	apt-get -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$real/apt/sources.d" \
		-o "Dir::State::Lists=$real/apt/lists" -o "Dir::Cache=$real/apt/cache" \
		-o APT::Sandbox::User= "$@"
}

# download PACKAGE [OPTIONS]: $tarball is then its upstream tarball.
download() {
	package=$1
	shift
	(cd "$real/download" && apt "$@" source --download-only --only-source "$package") \
		>"$real/apt/log" 2>&1
	tarball=$(ls "$real/download/$package"_*.orig.tar.* 2>/dev/null | grep -v '\.asc$' |
		tail -n 1)
	[ -n "$tarball" ]
}

# fetch PACKAGE: its upstream tarball, whose hash apt compares with the signed
# list, unpacked in build/real/src/PACKAGE. A mirror may lack the newest update of
# what it has in the release.
fetch() {
	[ ! -d "$real/src/$1" ] || return 0
	download "$1" || download "$1" -t "$(. /etc/os-release && echo "$VERSION_CODENAME")" ||
		return 1
	rm -rf "$real/unpacking" && mkdir "$real/unpacking" &&
		tar -C "$real/unpacking" -xf "$tarball" --strip-components=1 &&
		mv "$real/unpacking" "$real/src/$1"
}
