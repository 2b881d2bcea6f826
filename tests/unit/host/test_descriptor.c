/* host/toolchain/descriptor.c: descriptors of firmware, as each system packages them. */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "host/toolchain/descriptor.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static const char *in_folder(const char *path)
{
	return text_format(&fixture_keep, "%s%s", fixture_folder, path);
}

/* The names of those that there are, below the fixture's directory. */
static const char *listed(const char *qemu)
{
	struct text_list paths = { .arena = &fixture_keep };
	struct buffer text = { .arena = &fixture_keep };

	descriptor_list(&fixture_keep, fixture_folder, qemu, &paths);
	buffer_puts(&text, "");
	for (size_t i = 0; i < paths.count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", paths.items[i] + strlen(fixture_folder));
	return text.data;
}

TEST(by_name_and_the_later_directory_hides)
{
	setenv("XDG_CONFIG_HOME", in_folder("/mine"), 1);
	assert_string_equal(listed(NULL), "");
	fixture_write("usr/share/qemu/firmware/60-ovmf.json", "{}");
	fixture_write("usr/share/qemu/firmware/50-bios.json", "{}");
	fixture_write("usr/share/qemu/firmware/10-notes.txt", "{}");
	assert_string_equal(listed(NULL), "/usr/share/qemu/firmware/50-bios.json "
	                                  "/usr/share/qemu/firmware/60-ovmf.json");
	fixture_write("etc/qemu/firmware/60-ovmf.json", "{}");
	fixture_write("mine/qemu/firmware/10-ovmf.json", "{}");
	assert_string_equal(listed(NULL), "/mine/qemu/firmware/10-ovmf.json "
	                                  "/usr/share/qemu/firmware/50-bios.json "
	                                  "/etc/qemu/firmware/60-ovmf.json");
	fixture_write("mine/qemu/firmware/60-ovmf.json", "");
	assert_string_equal(listed(NULL), "/mine/qemu/firmware/10-ovmf.json "
	                                  "/usr/share/qemu/firmware/50-bios.json");
}

TEST(without_xdg_config_home_they_are_in_the_home)
{
	char *home = strdup(getenv("HOME") ? getenv("HOME") : "/");

	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", in_folder("/home"), 1);
	fixture_write("home/.config/qemu/firmware/1.json", "{}");
	assert_string_equal(listed(NULL), "/home/.config/qemu/firmware/1.json");
	setenv("HOME", home, 1);
	free(home);
}

static const char *problem_of(const char *text, struct descriptor *descriptor)
{
	const char *why;

	fixture_write("one.json", text);
	descriptor_read(&fixture_keep, "one.json", fixture_folder, descriptor, &why);
	return why;
}

/* clang-format off */
#define SAYS(interface, architecture, mapping, features) \
	"{\"description\": \"\\u00fc\", \"interface-types\": [\"" interface "\"], " \
	"\"mapping\": {" mapping "}, \"targets\": [ {\"architecture\": \"i386\", " \
	"\"machines\": [\"*\"] }, {\"architecture\": \"" architecture "\", " \
	"\"machines\": [\"pc-i440fx-*\", \"pc-q35-?.?\"] }], " \
	"\"features\": [" features "], \"tags\": []}"
/* clang-format on */
#define FLASH \
	"\"device\": \"flash\", \"executable\": {\"filename\": \"/code.fd\", " \
	"\"format\": \"qcow2\"}, \"nvram-template\": {\"filename\": \"/vars.fd\", " \
	"\"format\": \"raw\"}"
#define MODE(mode) \
	"\"device\": \"flash\", \"mode\": \"" mode "\", \"executable\": {\"filename\": " \
	"\"/code.fd\", \"format\": \"raw\"}"

TEST(what_one_says)
{
	struct descriptor descriptor;

	fixture_write("code.fd", "firmware");
	assert_string_equal(problem_of(SAYS("uefi", "x86_64", FLASH, ""), &descriptor),
	                    "its variables are not there, or of an unknown format");
	fixture_write("vars.fd", "variables");
	assert_null(problem_of(SAYS("uefi", "x86_64", FLASH, "\"requires-smm\", \"enrolled-keys\""),
	                       &descriptor));
	assert_int_equal(descriptor.mapping, FIRMWARE_SPLIT);
	assert_string_equal(descriptor.code, in_folder("/code.fd"));
	assert_string_equal(descriptor.code_format, "qcow2");
	assert_string_equal(descriptor.variables, in_folder("/vars.fd"));
	assert_string_equal(descriptor.variables_format, "raw");
	assert_true(descriptor.has_keys && descriptor.needs_smm && !descriptor.is_confidential);
	assert_null(problem_of(SAYS("uefi", "x86_64", MODE("combined"), "\"intel-tdx\""),
	                       &descriptor));
	assert_int_equal(descriptor.mapping, FIRMWARE_COMBINED);
	assert_true(descriptor.is_confidential && !descriptor.has_keys && !descriptor.needs_smm);
	assert_null(problem_of(SAYS("uefi", "x86_64", MODE("stateless"), ""), &descriptor));
	assert_null(descriptor.variables);
	assert_null(problem_of(SAYS("uefi", "x86_64",
	                            "\"device\": \"memory\", \"filename\": \"/code.fd\"", ""),
	                       &descriptor));
	assert_int_equal(descriptor.mapping, FIRMWARE_MEMORY);
}

TEST(what_does_not_serve)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "it is no descriptor of firmware" },
		{ "{ \"features\": [", "it is no descriptor of firmware" },
		{ "[]", "it is no descriptor of firmware" },
		{ SAYS("bios", "x86_64", FLASH, ""), "it is no UEFI firmware" },
		{ SAYS("uefi", "aarch64", FLASH, ""), "it is not for x86_64" },
		{ SAYS("uefi", "x86_64", MODE("split"), ""),
		  "its file is not there, or of an unknown format" },
		{ SAYS("uefi", "x86_64", "\"device\": \"memory\", \"filename\": \"/code.fd\"", ""),
		  "its file is not there" },
		{ SAYS("uefi", "x86_64", "\"device\": \"kernel\", \"filename\": \"/code.fd\"", ""),
		  "it belongs neither into flash memory nor into memory" },
		{ SAYS("uefi", "x86_64", "\"device\": 7", ""),
		  "it belongs neither into flash memory nor into memory" },
	};
	struct descriptor descriptor;
	const char *why;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(problem_of(cases[i].text, &descriptor), cases[i].why);
	assert_false(descriptor_read(&fixture_keep, "none.json", "", &descriptor, &why));
	assert_string_equal(why, "it cannot be read");
}

TEST(machines_are_patterns)
{
	struct descriptor descriptor;

	fixture_write("code.fd", "firmware");
	assert_null(problem_of(SAYS("uefi", "x86_64", MODE("combined"), ""), &descriptor));
	assert_true(descriptor_fits(fixture_scratch, &descriptor, "pc-i440fx-10.0"));
	assert_true(descriptor_fits(fixture_scratch, &descriptor, "pc-i440fx-"));
	assert_true(descriptor_fits(fixture_scratch, &descriptor, "pc-q35-7.2"));
	assert_false(descriptor_fits(fixture_scratch, &descriptor, "pc-q35-10.0"));
	assert_false(descriptor_fits(fixture_scratch, &descriptor, "pc-q35"));
	assert_false(descriptor_fits(fixture_scratch, &descriptor, "microvm"));
}
