# standin.rb: as much of Homebrew as our formula asks for, to run it where there is none.
#
# usage: ruby standin.rb FORMULA PREFIX install|test|list
#
#	install  runs its `install` in the current directory, which has the sources
#	test     runs its `test` block in the current directory
#	list     prints what it says of itself, "NAME VALUE" a line
#
# What a formula asks that is not here is an error of Ruby's.
require "pathname"

class Formula
  class << self
    attr_reader :said, :tested

    %w[desc homepage url sha256 license depends_on].each do |name|
      define_method(name) { |value| (@said ||= []) << [name, value] }
    end

    def test(&block)
      @tested = block
    end
  end

  attr_reader :prefix

  def initialize(prefix)
    @prefix = Pathname.new(prefix)
  end

  def bin = prefix/"bin"
  def share = prefix/"share"
  def doc = share/"doc/ingot-os"
  def bash_completion = prefix/"etc/bash_completion.d"
  def zsh_completion = share/"zsh/site-functions"
  def fish_completion = share/"fish/vendor_completions.d"

  def system(*words)
    Kernel.system(*words.map(&:to_s)) || raise("failed: #{words.join(" ")}")
  end

  def rm(path)
    File.delete(path)
  end

  def shell_output(command)
    output = `#{command}`
    raise("failed: #{command}") unless $?.success?

    output
  end

  def assert_match(expected, actual)
    raise("#{expected.inspect} is not in #{actual.inspect}") unless actual.include?(expected)
  end
end

file, prefix, action = ARGV
load file
# The name of the class is the file's, as Homebrew forms it.
name = File.basename(file, ".rb").split("-").map(&:capitalize).join
formula = Object.const_get(name).new(prefix)
case action
when "install" then formula.install
when "test" then formula.instance_eval(&formula.class.tested)
when "list" then formula.class.said.each { |line| puts line.join(" ") }
else abort "usage: standin.rb FORMULA PREFIX install|test|list"
end
