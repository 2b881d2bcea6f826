#!/bin/sh
# check.sh: the Homebrew formula, by a stand-in for Homebrew: Ruby reads it, its `install` and
# `test` run here, and what they install is linked as Homebrew links it.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/packaging/standin.sh"
t_need ruby

formula=$PWD/ingot-os.rb
cellar=$PWD/Cellar/ingot-os/$smoke_version

as_brew() {
	ruby "$t_root/packaging/homebrew/standin.rb" "$formula" "$cellar" "$1"
}

install() { (cd "$standin_source" && as_brew install); }

# As it lies in Homebrew's prefix: links to the cellar.
link() {
	mkdir -p brew/bin && ln -s "../../Cellar/ingot-os/$smoke_version/bin/ingot" brew/bin/
}

try() { mkdir try && (cd try && env PATH="$PWD/../brew/bin:$PATH" INGOT_ACCEL=tcg \
	XDG_CACHE_HOME="$PWD/cache" ruby "$t_root/packaging/homebrew/standin.rb" "$formula" \
	"$cellar" test); }

standin_begin Homebrew "installed by brew, on a Mac"
standin_fill homebrew/ingot-os.rb "$formula"
t_ok "Homebrew: it is Ruby" ruby -c "$formula"
t_ok "Homebrew: what it says of itself" as_brew list
cp "$t_out" said
said() { sed -n "s/^$1 //p" said; }
t_is "Homebrew: the archive's hash" "$(sha256sum <"$standin_archive" | cut -d ' ' -f 1)" \
	"$(said sha256)"
t_is "Homebrew: the archive's name" "${standin_archive##*/}" "$(said url | sed 's,.*/,,')"
t_ok "Homebrew: a description under 80 characters" test "$(said desc | tr -d '\n' | wc -c)" -lt 80
t_is "Homebrew: what it needs, in the order of names" "$(said depends_on | sort)" \
	"$(said depends_on)"
t_ok "Homebrew: install" install
smoke_prefix=$cellar
t_ok "Homebrew: bash's completions are where it looks" test -f "$cellar/etc/bash_completion.d/ingot"
mkdir -p "$cellar/share/bash-completion" &&
	mv "$cellar/etc/bash_completion.d" "$cellar/share/bash-completion/completions"
standin_files "$cellar" "$cellar/share/doc/ingot-os"
t_ok "Homebrew: it is linked" link
t_ok "Homebrew: its own test" try
standin_use "$cellar" "$PWD/brew/bin"
t_ok "Homebrew: the link finds the sources" env INGOT_ACCEL=tcg brew/bin/ingot new linked
smoke_all
t_done
