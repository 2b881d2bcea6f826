#!/bin/sh
# ingot image --verify: the same sources give the same bytes, or what does not is named.
. "$(dirname "$0")/../tap.sh"
t_need sha256sum od

# A kernel without kit and runtime: the loader alone is compiled anew each time.
mkdir -p "a room/bare/src" "a room/bare/initrd/inner" "a room/common" && cd "a room/bare" || exit 1
cat >ingot.yaml <<'YAML'
name: bare
kit: false
build-std: []
target: ../x86_64-os.json
sources: [src, ../common]
image: {modules: [initrd, ../note.txt, alias]}
steps:
  - run: [./make.sh, "{gen}/made.h"]
    outputs: [made.h]
YAML
cp "$t_root/x86_64-os.json" ..
echo "a note" >../note.txt
ln -s ../note.txt alias
echo "in the archive" >initrd/inner/file
echo 'extern const char text[]; const char text[] = "common";' >../common/common.c
printf '#!/bin/sh\necho "#define MADE 1" >"$1"\n' >make.sh
chmod +x make.sh
cat >src/main.c <<'C'
#include "made.h"
extern const char text[];
const char *volatile made = text;
const char *const when = WHEN;
__attribute__((noreturn)) void _start(void)
{
	for (;;)
		__asm__ volatile("hlt" :: "r"(made), "r"(&when));
}
C
echo 'defines: ["WHEN=\"always\""]' >>ingot.yaml
copy=$PWD.ingot-verify

# What a verification that was killed has left is removed.
mkdir -p "$copy/build/old" && touch "$copy/ingot.lock" "$copy/build/old/file"
t_ok "a kernel that depends on its sources alone" "$INGOT" image --verify
t_is "each part is listed" "loader/stage1.bin loader/stage2.bin loader/loader.efi \
loader/loader.pvh bare.elf boot/ingot.conf boot/kernel boot/initrd.tar boot/note.txt boot/alias \
EFI/BOOT/BOOTX64.EFI bare.img" "$(cut -c 67- "$t_out" | tr '\n' ' ' | sed 's/ $//')"
image=build/x86_64-os/debug/bare.img
t_has "by its SHA-256" "$(sha256sum <$image | cut -d ' ' -f 1)  bare.img"
t_has "a packed directory too" "$(sha256sum <build/x86_64-os/debug/initrd.tar | cut -d ' ' -f 1)  \
boot/initrd.tar"
t_has "it says where the second build is" "Verifying by a second build in $copy" "$t_err"
t_has "and that all is the same" "Verified every part is the same in both builds" "$t_err"
t_ok "which is gone" test ! -e "$copy"

# What must not be: a date in a source, chance in what a step writes, a step that changes
# what is packed.
cat >make.sh <<'SH'
#!/bin/sh
chance=$(od -An -N8 -tx8 /dev/urandom)
echo "#define CHANCE \"$chance\"" >"$1"
echo "$chance" >initrd/inner/file
SH
cat >>src/main.c <<'C'
const char *const date = __DATE__;
__attribute__((used, retain, section(".chance"))) const char chance[] = CHANCE;
C
echo 'cflags: [-Wno-date-time]' >>ingot.yaml
t_status "a kernel that depends on more" 3 "$INGOT" image --verify -o "$PWD/other.img"
t_lacks "what differs has no SHA-256" boot/kernel
t_has "what does not has" loader/stage2.bin
cp "$t_err" seen
t_has "the kernel differs, with the place and the section" \
	"bare.elf: error: differs in a second build, first at byte 0x" seen
t_ok "a section's name" grep -q '^boot/kernel: error: .* byte 0x[0-9a-f]*, in \.[a-z]*$' seen
t_has "the packed directory differs" \
	"boot/initrd.tar: error: differs in a second build, first at byte 0x" seen
t_has "... here" "boot/initrd.tar: note: here  " seen
t_has "... and there" "boot/initrd.tar: note: there " seen
t_ok "the image differs" grep -q '^other.img: error: .*, in the partition table$' seen
t_has "the file that a step makes is named" \
	"build/x86_64-os/debug/gen/made.h: note: made with another content" seen
t_has "and the source that is compiled otherwise" "src/main.c: note: compiled to other bytes" \
	seen
t_lacks "none other is" "common.c" seen
t_has "with what to do" "hint: what is built must not depend on date, place or chance" seen
t_ok "nothing is left beside the project" test ! -e "$copy"
sed -i.old -e '/CHANCE/d' src/main.c && printf '#!/bin/sh\n: >"$1"\n' >make.sh

# --- Refusals ---------------------------------------------------------------

# refused NAME STATUS COMMAND...: status and message (tests/golden/verify_NAME).
refused() {
	name=$1
	status=$2
	shift 2
	t_status "$name" "$status" t_limit 120 "$@"
	t_golden "$name: message" "golden/verify_$name" "$t_err"
}
refused signed 2 "$INGOT" image --verify --sign me.key me.pem
mkdir "$copy" && echo mine >"$copy/file"
refused in_use 3 "$INGOT" -q image --verify
t_is "what is there stays" mine "$(cat "$copy/file")"
rm -r "$copy"

# What only the first build has: a tool that was built by hand.
printf '#!/bin/sh\n: >"$1"\n' >build/tool && chmod +x build/tool
sed -i.old 's|\./make.sh|build/tool|' ingot.yaml
refused second_fails 3 "$INGOT" -q image --verify
t_ok "nothing is left of it" test ! -e "$copy"
sed -i.old 's|build/tool|./make.sh|' ingot.yaml

cd ../.. || exit 1
if unshare -m true 2>/dev/null; then
	t_status "a directory around it that cannot be written to" 3 unshare -m sh -c '
		mount --bind "a room" "a room" && cd "$PWD/a room" && mount --bind bare bare &&
		mount -o remount,bind,ro "$PWD" && cd bare && exec "$0" -q image --verify' "$INGOT"
	t_golden "... message" golden/verify_no_place "$t_err"
else
	t_skip "a directory around it that cannot be written to" "this user may not mount"
fi
t_done
