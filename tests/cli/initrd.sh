#!/bin/sh
# An archive that the host's tar made, as a module, and a directory that Ingot packs:
# their files in the kernel, whichever way that was started.
. "$(dirname "$0")/../tap.sh"
t_need tar

mkdir -p files/etc kernel/tests
echo "welcome" >files/etc/motd
long=files/a/directory/whose/name/is/so/long/that/the/old/header/has/no/room/for/it/and/an/extended
long=$long/header/or/a/prefix/carries/the/rest/of/it
mkdir -p "$long"
echo "deep" >"$long/file"
(cd files && tar cf ../kernel/initrd.tar .)
: >kernel/empty.tar
head -c 700 kernel/initrd.tar >kernel/cut.tar

mkdir kernel/disk && cp -R files/. kernel/disk
mkdir kernel/disk/empty
echo "hidden" >kernel/disk/.profile
printf '#!/bin/sh\n' >kernel/disk/start && chmod 755 kernel/disk/start
ln -s etc/motd kernel/disk/link
# One name with room in ustar's two fields, one without.
fits=d/$(printf '%090d' 0)
longer=$(printf '%0150d' 0)
mkdir kernel/disk/d
echo "in two fields" >"kernel/disk/$fits"
echo "in a pax header" >"kernel/disk/$longer"

cat >kernel/ingot.yaml <<'END'
name: initrd
sources: [tests]
image:
  modules: [initrd.tar, empty.tar, cut.tar, disk]
  checksums: true
END
cat >kernel/tests/initrd.c <<'END'
#include <ingot/boot.h>
#include <ingot/power.h>
#include <ingot/tar.h>
#include <ingot/test.h>
#include <stdio.h>
#include <string.h>

static struct tar tar;
static struct tar_entry entry;

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	if (tar_open_module(&tar, "disk.tar") == NULL &&
	    tar_find(&tar, "etc/motd", &entry) == NULL)
		printf("motd: %.*s", (int)entry.size_bytes, (const char *)entry.data);
	power_off();
}
ENTRY_POINT(kernel_main)

static void check_file(const char *name, const char *text)
{
	CHECK(tar_find(&tar, name, &entry) == NULL);
	CHECK_EQ(entry.size_bytes, strlen(text));
	CHECK(memcmp(entry.data, text, strlen(text)) == 0);
}

TEST(files_are_found)
{
	REQUIRE(tar_open_module(&tar, "initrd.tar") == NULL);
	check_file("etc/motd", "welcome\n");
	check_file(LONG_NAME "/file", "deep\n");
}

TEST(a_folder_is_found_as_an_archive)
{
	size_t count = 0;

	REQUIRE(tar_open_module(&tar, "disk.tar") == NULL);
	check_file("etc/motd", "welcome\n");
	check_file(LONG_NAME "/file", "deep\n");
	check_file(FITS, "in two fields\n");
	check_file(LONGER, "in a pax header\n");
	check_file(".profile", "hidden\n");
	CHECK_EQ(entry.mode, 0644);
	check_file("start", "#!/bin/sh\n");
	CHECK_EQ(entry.mode, 0755);
	CHECK(tar_find(&tar, "empty", &entry) == NULL);
	CHECK_EQ(entry.kind, TAR_DIRECTORY);
	CHECK(tar_find(&tar, "link", &entry) == NULL);
	CHECK_EQ(entry.kind, TAR_SYMBOLIC_LINK);
	CHECK_STR_EQ(entry.link, "etc/motd");
	while (tar_next(&tar, &entry))
		count++;
	CHECK_STR_EQ(tar.error, NULL);
	CHECK_EQ(count, ENTRIES);
}

TEST(other_modules_are_refused)
{

	CHECK_STR_EQ(tar_open_module(&tar, "empty.tar"), "the module is empty");
	REQUIRE(tar_open_module(&tar, "cut.tar") == NULL);
	while (tar_next(&tar, &entry))
		;
	CHECK_STR_EQ(tar.error, "the archive has no end-of-archive marker");
}
END
{
	echo "#define LONG_NAME \"${long#files/}\""
	echo "#define FITS \"$fits\""
	echo "#define LONGER \"$longer\""
	echo "#define ENTRIES $(find kernel/disk | sed 1d | wc -l)"
	cat kernel/tests/initrd.c
} >source && mv source kernel/tests/initrd.c

for way in --bios --direct; do
	t_ok "an initial RAM disk is read ($way)" t_limit 300 "$INGOT" -C kernel test $way
	t_has "all tests ran" "3 passed, 0 failed"
done
# A firmware of many seconds; one boot.
if "$INGOT" doctor 2>/dev/null | grep -q '^OVMF  *ok'; then
	t_ok "an initial RAM disk is read (--uefi)" t_limit 300 "$INGOT" -C kernel test --uefi
else
	t_skip "an initial RAM disk is read (--uefi)" "no OVMF here"
fi

archive=build/x86_64-os/debug/disk.tar
cd kernel || exit 1

t_ok "a dry run" t_limit 120 "$INGOT" image --dry-run
t_ok "packs nothing" test ! -e $archive
t_ok "the directory is packed" t_limit 120 "$INGOT" image
t_ok "the host's tar lists it" tar tf $archive
t_is "without complaint" "" "$(cat "$t_err")"
(cd disk && find . | sed -e 1d -e 's|^\./||' | sort) >wanted
t_is "it has the directory's files in the order of their bytes" "$(cat wanted)" \
	"$(sed 's|/$||' "$t_out")"
mkdir unpacked && (cd unpacked && tar xf ../$archive) && rm wanted
t_ok "the host's tar unpacks the same" diff -r disk unpacked
rm -r unpacked

identity() { ls -i $archive; }
first=$(identity)
t_ok "run again" t_limit 120 "$INGOT" run --direct
t_has "the kernel reads it" "motd: welcome"
t_is "the archive was left alone" "$first" "$(identity)"
echo "good evening" >disk/etc/motd
t_ok "run with another file" t_limit 120 "$INGOT" run --direct
t_has "the kernel has that (--direct)" "motd: good evening"
echo "good night" >disk/etc/motd
t_ok "and with a third" t_limit 120 "$INGOT" run --bios
t_has "the kernel has that (--bios)" "motd: good night"

cd .. && mkdir elsewhere && (umask 077 && cp -R kernel elsewhere && cd elsewhere/kernel &&
	rm -rf build && t_limit 120 "$INGOT" -q image)
t_ok "packed elsewhere, from files for their owner only, it is the same" \
	cmp kernel/$archive elsewhere/kernel/$archive
image=build/x86_64-os/debug/initrd.img
t_ok "an image" t_limit 120 "$INGOT" -C kernel image
t_ok "is the same too" cmp kernel/$image elsewhere/kernel/$image
t_ok "an image of another time" env SOURCE_DATE_EPOCH=1500000000 "$INGOT" -C kernel image
t_ok "has it in the archive" grep -q "$(printf '%o' 1500000000)" kernel/$archive
# Names of their own, where two would have one, or the loader could not read it.
mkdir -p names/src names/a names/b names/data
cp "$t_root/examples/hello/src/main.c" names/src/
echo a >names/a/x.bin && echo b >names/b/x.bin && echo c >names/data/c
printf '%s\n' 'name: names' 'image:' '  modules:' '    - a/x.bin' \
	'    - { path: b/x.bin, name: y.bin }' '    - { name: k.elf, path: data }' >names/ingot.yaml
t_ok "modules with names" t_limit 120 "$INGOT" -C names image
t_is "have them in the image" "boot/kernel boot/x.bin boot/y.bin boot/k.elf" \
	"$(grep -aE '^(kernel|module)=' names/build/x86_64-os/debug/names.img | sed 's/^.*=//' |
	paste -s -d ' ' -)"
t_ok "the kernel is as it was" test -s names/build/x86_64-os/debug/names.elf
echo "image: {modules: [{name: y, path: a/x.bin, size: 3}]}" >names/ingot.yaml
t_status "an unknown key of a module" 3 "$INGOT" -C names image
t_has "is named" 'unknown key "size"' "$t_err"
echo "image: {modules: [{name: y}]}" >names/ingot.yaml
t_status "a module without a path" 3 "$INGOT" -C names image
t_has "said" "a module needs a path" "$t_err"
echo "image: {modules: [{name: a/y, path: a/x.bin}]}" >names/ingot.yaml
t_status "a name with a directory" 3 "$INGOT" -C names image
t_has "said" 'the name of a module cannot contain "/"' "$t_err"
t_done
