#!/bin/sh
# check.sh: the Nix flake, with a stand-in for nixpkgs: Nix reads, evaluates and builds it, in
# a store of its own, with Debian's compiler and tools as packages.
. "$(dirname "$0")/../../tests/tap.sh"
. "$t_root/packaging/standin.sh"
t_need git nix nix-instantiate "/usr/lib/llvm-$(sed -n 's/^LLVM_USUAL(\([0-9]*\)).*/\1/p' \
	"$t_root/host/toolchain/needs.def")/bin/clang"

# Nothing of Nix's lies outside of this directory.
NIX_STORE_DIR=$t_state/nix/store
NIX_STATE_DIR=$t_state/nix/var
NIX_LOG_DIR=$t_state/nix/log
NIX_CONF_DIR=$t_state/nix/etc
NIX_CONFIG='experimental-features = nix-command flakes
sandbox = false
build-users-group =
substitute = false
flake-registry ='
HOME=$t_state/nix/home
export NIX_STORE_DIR NIX_STATE_DIR NIX_LOG_DIR NIX_CONF_DIR NIX_CONFIG HOME
mkdir -p "$HOME"

standin_begin Nix "built with nixpkgs"
for file in "$t_root"/packaging/nix/*.nix; do
	t_ok "Nix: ${file##*/} is read" nix-instantiate --parse "$file"
done
cp -R "$t_root/packaging/nix/standin" nixpkgs
standin_fill nix/standin/packages.nix nixpkgs/packages.nix
flake="git+file://$standin_source?dir=packaging/nix"

# A flake is a commit of a repository, which the command names; its lock says which nixpkgs.
make_repository() {
	nixpkgs=$PWD/nixpkgs
	(cd "$standin_source" && git init -q && git add -f . &&
		nix flake lock --override-input nixpkgs "path:$nixpkgs" "$flake" &&
		git add -f . && git -c user.name=a -c user.email=a@b.example commit -q -m sources)
}

t_ok "Nix: the sources are in a repository" make_repository
smoke_commit=$(git -C "$standin_source" rev-parse HEAD)
t_ok "Nix: every output is evaluated" nix eval --json "$flake#packages.x86_64-linux" \
	--apply 'builtins.mapAttrs (name: package: package.name)'
t_is "Nix: the package has the version" \
	"{\"default\":\"ingot-os-$smoke_version\",\"ingot-os\":\"ingot-os-$smoke_version\"}" \
	"$(cat "$t_out")"
t_ok "Nix: for Macs and arm64 too" nix eval --json "$flake#packages" \
	--apply builtins.attrNames
t_is "Nix: ... four systems" \
	'["aarch64-darwin","aarch64-linux","x86_64-darwin","x86_64-linux"]' "$(cat "$t_out")"
t_ok "Nix: its shell is evaluated" nix eval --raw \
	"$flake#devShells.x86_64-linux.default.name"
t_ok "Nix: it is built" nix build --print-build-logs "$flake"
result=$(readlink -f result)
t_ok "Nix: nix run" nix run "$flake" -- --version
t_has "... says the version" "ingot $smoke_version" "$t_out"
t_has "Nix: the clang that it takes is the store's" "$NIX_STORE_DIR" "$result/bin/ingot"
mkdir files && cp -R "$result/." files && chmod -R u+w files && mv -f files/bin/.ingot-wrapped \
	files/bin/ingot
smoke_prefix=$PWD/files
standin_files "$PWD/files" "$PWD/files/share/doc/ingot"
standin_use "$result"
smoke_all
t_ok "Nix: only what is in the store was taken" test -z "$(env PATH="$standin_path:/nowhere" \
	ingot doctor | awk '$4 ~ "^/" && index($4, "'"$NIX_STORE_DIR"'") != 1 &&
	$1 ~ /^(clang|ld.lld|llvm|ninja|qemu-system)/')"
t_done
