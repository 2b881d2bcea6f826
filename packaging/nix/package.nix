# Ingot for Nix: callPackage ./package.nix { }.
{
  lib,
  stdenv,
  runCommand,
  makeWrapper,
  libyaml,
  llvmPackages,
  ninja,
  qemu,
  commit ? null, # null: what the sources say
}:

let
  root = ../..;
  version = builtins.head (
    builtins.match ".*INGOT_VERSION \"([0-9.]+)\".*" (builtins.readFile (root + "/abi/version.h"))
  );
  inherit (llvmPackages) clang-unwrapped lld llvm;
  major = lib.versions.major clang-unwrapped.version;
  # Nix's own clang adds flags and headers of this system, which no kernel wants; the bare one
  # does not find its headers, since they lie in another output: it looks beside itself. The
  # numbers in the names come before those of a system around.
  tools = runCommand "ingot-llvm" { } ''
    mkdir -p $out/bin $out/lib
    cp ${clang-unwrapped}/bin/clang $out/bin/clang-${major}
    ln -s ${lib.getLib clang-unwrapped}/lib/clang $out/lib/clang
    ln -s ${lld}/bin/ld.lld $out/bin/ld.lld-${major}
    for name in ar objcopy symbolizer; do
      ln -s ${llvm}/bin/llvm-$name $out/bin/llvm-$name-${major}
    done
  '';
in
stdenv.mkDerivation {
  pname = "ingot-os";
  inherit version;
  src = root;

  nativeBuildInputs = [ makeWrapper ];
  buildInputs = [ libyaml ];

  makeFlags = [ "SETUP=:" ] ++ lib.optional (commit != null) "COMMIT=${commit}";
  buildFlags = [ "build/ingot" ];
  installFlags = [
    "-o"
    "build/ingot"
    "PREFIX=${placeholder "out"}"
  ];

  # CC and LD of a shell of Nix's are that system's; to ingot they would be the kernel's.
  postInstall = ''
    rm $out/share/ingot/installed
    wrapProgram $out/bin/ingot \
      --set CC ${tools}/bin/clang-${major} --set LD ${tools}/bin/ld.lld-${major} \
      --prefix PATH : ${
        lib.makeBinPath [
          tools
          ninja
          qemu
        ]
      }
  '';

  meta = {
    description = "Kernels in C: from source to bootable x86_64 kernels";
    license = lib.licenses.mit;
    mainProgram = "ingot";
    platforms = lib.platforms.unix;
  };
}
