# Packages are made by the host's shell and tools, unlike those of nixpkgs. What our package
# asks for and is not here is an error of Nix's.
let
  llvm = "/usr/lib/llvm-@LLVM_USUAL@";
  make =
    attributes:
    derivation (
      {
        system = "x86_64-linux";
        builder = "/bin/sh";
        PATH = "/usr/bin:/bin";
      }
      // attributes
    );
  runCommand =
    name: attributes: script:
    make (
      attributes
      // {
        inherit name;
        args = [
          "-euc"
          script
        ];
      }
    );
  programs =
    name: paths:
    runCommand name { } ''
      mkdir -p $out/bin
      for path in ${toString paths}; do ln -s $path $out/bin/; done
    '';
  lib = {
    getLib = package: package.lib or package;
    makeBinPath = packages: builtins.concatStringsSep ":" (map (package: "${package}/bin") packages);
    versions.major = version: builtins.head (builtins.splitVersion version);
    optional = condition: item: if condition then [ item ] else [ ];
    licenses.mit = "MIT";
    platforms.unix = [ "x86_64-linux" ];
  };
  stdenv.mkDerivation =
    attributes:
    make (
      removeAttrs attributes [ "meta" ]
      // {
        name = "${attributes.pname}-${attributes.version}";
        args = [
          "-eu"
          ./build.sh
        ];
      }
    );
  packages = {
    inherit lib stdenv runCommand;
    makeWrapper = programs "wrapper" [ ];
    libyaml = programs "libyaml" [ ]; # the host's
    ninja = programs "ninja" [ "/usr/bin/ninja" ];
    qemu = programs "qemu" [
      "/usr/bin/qemu-system-x86_64"
      "/usr/bin/qemu-img"
    ];
    llvmPackages = {
      # As there, the compiler's headers are in another output than the compiler.
      clang-unwrapped =
        { version = "@LLVM_USUAL@.0.0"; }
        // runCommand "clang"
          {
            outputs = [
              "out"
              "lib"
            ];
          }
          ''
            mkdir -p $out/bin $lib/lib
            cp ${llvm}/bin/clang $out/bin/
            cp -R ${llvm}/lib/clang $lib/lib/
          '';
      lld = programs "lld" [ "${llvm}/bin/ld.lld" ];
      llvm = programs "llvm" (
        map (name: "${llvm}/bin/llvm-${name}") [
          "ar"
          "objcopy"
          "symbolizer"
        ]
      );
    };
    callPackage =
      file: extra:
      let
        function = import file;
      in
      function (builtins.intersectAttrs (builtins.functionArgs function) packages // extra);
    mkShell = attributes: make { name = "shell"; args = [ "-c" ]; };
  };
in
packages
