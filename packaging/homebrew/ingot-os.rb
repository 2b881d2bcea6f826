# Ingot, kernels in C. The formula's name is not "ingot", which is another program's.
class IngotOs < Formula
  desc "Kernels in C: from source to bootable x86_64 kernels"
  homepage "@HOMEPAGE@"
  url "@HOMEPAGE@/ingot-@VERSION@.tar.gz"
  sha256 "@SHA256@"
  license "MIT"

  depends_on "@PACKAGES BREW YAML@"
  depends_on "@PACKAGES BREW LLD@"
  depends_on "@PACKAGES BREW LLVM@"
  depends_on "@PACKAGES BREW NINJA@"
  depends_on "@PACKAGES BREW QEMU@"

  def install
    system "make", "SETUP=:", "CFLAGS=-O2", "all"
    system "make", "SETUP=:", "-o", "build/ingot", "-o", "build/observe.so", "PREFIX=#{prefix}", "docdir=#{doc}",
           "bashcompletiondir=#{bash_completion}", "zshcompletiondir=#{zsh_completion}",
           "fishcompletiondir=#{fish_completion}", "install"
    # Homebrew has a list of its own.
    rm share/"ingot/installed"
  end

  test do
    system bin/"ingot", "new", "hello"
    assert_match "Hello from hello!", shell_output("#{bin}/ingot -C hello run")
  end
end
