#!/bin/sh
# An archive that the host's tar made, as a module: its files in the kernel,
# whichever way that was started.
. "$(dirname "$0")/../tap.sh"
t_need tar

mkdir -p files/etc kernel/tests
echo "welcome" >files/etc/motd
long=files/a/folder/whose/name/is/so/long/that/the/old/header/has/no/room/for/it/and/an/extended
long=$long/header/or/a/prefix/carries/the/rest/of/it
mkdir -p "$long"
echo "deep" >"$long/file"
(cd files && tar cf ../kernel/initrd.tar .)
: >kernel/empty.tar
head -c 700 kernel/initrd.tar >kernel/cut.tar

cat >kernel/ingot.yaml <<'END'
name: initrd
sources: [tests]
image:
  modules: [initrd.tar, empty.tar, cut.tar]
END
cat >kernel/tests/initrd.c <<'END'
#include <ingot/boot.h>
#include <ingot/tar.h>
#include <ingot/test.h>
#include <string.h>

static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)

static struct tar tar;
static struct tar_entry entry;

static void check_file(const char *name, const char *text)
{
	CHECK(tar_find(&tar, name, &entry));
	CHECK_STR_EQ(tar.error, NULL);
	CHECK_EQ(entry.size_bytes, strlen(text));
	CHECK(memcmp(entry.data, text, strlen(text)) == 0);
}

TEST(files_are_found)
{
	REQUIRE(tar_open_module(&tar, "initrd.tar", NULL));
	check_file("etc/motd", "welcome\n");
	check_file(LONG_NAME "/file", "deep\n");
}

TEST(other_modules_are_refused)
{
	const char *reason = NULL;

	CHECK(!tar_open_module(&tar, "empty.tar", &reason));
	CHECK_STR_EQ(reason, "the module is empty");
	REQUIRE(tar_open_module(&tar, "cut.tar", NULL));
	while (tar_next(&tar, &entry))
		;
	CHECK_STR_EQ(tar.error, "the archive ends without its end mark");
}
END
{
	echo "#define LONG_NAME \"${long#files/}\""
	cat kernel/tests/initrd.c
} >source && mv source kernel/tests/initrd.c

for way in --bios --direct; do
	t_ok "an initial RAM disk is read ($way)" t_limit 300 "$INGOT" -C kernel test $way
	t_has "both tests ran" "2 passed, 0 failed"
done
# A firmware of many seconds; one boot.
if "$INGOT" doctor 2>/dev/null | grep -q '^OVMF  *good'; then
	t_ok "an initial RAM disk is read (--uefi)" t_limit 300 "$INGOT" -C kernel test --uefi
else
	t_skip "an initial RAM disk is read (--uefi)" "no OVMF here"
fi
t_done
