#!/bin/sh
# A clang that distributions have hardened, or wrapped: what it adds by itself changes
# no byte of loader, runtime and kernel.
. "$(dirname "$0")/../tap.sh"

clang=$("$INGOT" doctor | awk '$1 == "clang" { print $4 }')
t_ok "clang is here" test -x "$clang"
cat >clang <<END
#!/bin/sh
case "\$*" in *--version*) exec $clang "\$@";; esac
exec $clang -fstack-protector-all -D_FORTIFY_SOURCE=3 -fPIE -fcf-protection=full \\
	-march=x86-64-v3 -flto -isystem /usr/include -ftrivial-auto-var-init=pattern \\
	-fasynchronous-unwind-tables -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer \\
	-fsanitize=undefined -mcmodel=large "\$@"
END
chmod +x clang
"$INGOT" -q new hello && cd hello || exit 1
t_ok "a build by the clang that is here" t_limit 600 "$INGOT" build --release
mv build plain
XDG_CACHE_HOME=$t_state/cache
CC=$t_state/work/clang
export XDG_CACHE_HOME CC
t_ok "a build by a hardened one" t_limit 600 "$INGOT" build --release
t_is "without a word of the compiler's" "" "$(grep -v '^ *Compiling the ' "$t_err")"
t_ok "gives the same kernel" cmp plain/x86_64-os/release/hello.stripped \
	build/x86_64-os/release/hello.stripped
t_ok "that boots" t_limit 120 "$INGOT" run --release
t_has "and greets" "Hello from hello!"
unset CC XDG_CACHE_HOME
t_ok "its image" "$INGOT" image --release -o plain.img
CC=$t_state/work/clang XDG_CACHE_HOME=$t_state/cache \
	t_ok "and that of the hardened one" "$INGOT" image --release -o hardened.img
t_ok "are the same, loader and all" cmp plain.img hardened.img

t_done
