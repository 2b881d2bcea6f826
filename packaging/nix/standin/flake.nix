# As much of nixpkgs as our flake asks for: packages are links to what Debian has installed.
{
  outputs = { self }: { legacyPackages.x86_64-linux = import ./packages.nix; };
}
