# `nix run 'URL-OF-INGOT?dir=packaging/nix' -- new hello`, or `nix develop` for a shell with
# what building and testing Ingot itself takes.
{
  description = "Ingot, kernels in C: from source to bootable x86_64 kernels";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forAll = make: builtins.listToAttrs (map (name: { inherit name; value = make name; }) systems);
      package =
        system:
        nixpkgs.legacyPackages.${system}.callPackage ./package.nix {
          commit = self.rev or null;
        };
    in
    {
      packages = forAll (system: rec {
        ingot-os = package system;
        default = ingot-os;
      });
      apps = forAll (system: rec {
        ingot-os = {
          type = "app";
          program = "${package system}/bin/ingot";
        };
        default = ingot-os;
      });
      devShells = forAll (system: {
        default = nixpkgs.legacyPackages.${system}.mkShell { inputsFrom = [ (package system) ]; };
      });
    };
}
