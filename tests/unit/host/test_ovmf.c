/* Where each system keeps the UEFI firmware for QEMU: as in a fresh installation
 * of its package, all below a root directory of the test's. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/toolchain/ovmf.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static struct ovmf ovmf;

static const char *below_folder(const char *path)
{
	assert_memory_equal(path, fixture_folder, strlen(fixture_folder));
	return path + strlen(fixture_folder);
}

static const char *in_root(const char *path)
{
	return path_join(&fixture_keep, fixture_folder, path);
}

static const char *found(const char *qemu)
{
	const char *problem;
	bool is_found = ovmf_find(&fixture_keep, fixture_folder, qemu, &ovmf, &problem);

	assert_null(problem);
	return is_found ? below_folder(ovmf.code) : NULL;
}

/* --- With descriptors ------------------------------------------------------- */

/* A file of a system: a descriptor ("NN-name.json"), its mapping, machines, features. */
struct packaged {
	const char *name, *device, *code, *format, *variables, *machines, *features;
};

#define BOTH  "\"pc-i440fx-*\", \"pc-q35-*\""
#define Q35   "\"pc-q35-*\""
#define MICRO "\"microvm\""
#define SB    "\"secure-boot\", \"requires-smm\""
#define KEYS  SB ", \"enrolled-keys\""
#define DEB   "/usr/share/OVMF/"
#define FED   "/usr/share/edk2/ovmf/"
#define ARCH  "/usr/share/edk2/x64/"
#define SUSE  "/usr/share/qemu/ovmf-x86_64-"
#define BREW  "/opt/homebrew/Cellar/qemu/10.0.0/share/qemu/"

static const struct system {
	const char *name, *folder, *wanted, *format, *variables;
	bool needs_q35, needs_smm;
	struct packaged files[6];
} systems[] = {
	{ "Debian 12",
	  "/usr/share",
	  DEB "OVMF_CODE_4M.fd",
	  "raw",
	  NULL,
	  false,
	  false,
	  { { "40-edk2-x86_64-secure-enrolled", "flash", DEB "OVMF_CODE_4M.ms.fd", "raw",
	      DEB "OVMF_VARS_4M.ms.fd", Q35, KEYS },
	    { "50-edk2-x86_64-secure", "flash", DEB "OVMF_CODE_4M.secboot.fd", "raw",
	      DEB "OVMF_VARS_4M.fd", Q35, SB },
	    { "60-edk2-x86_64", "flash", DEB "OVMF_CODE_4M.fd", "raw", DEB "OVMF_VARS_4M.fd", BOTH,
	      "\"acpi-s3\", \"amd-sev\"" } } },
	{ "Debian 13 and sid",
	  "/usr/share",
	  DEB "OVMF_CODE_4M.fd",
	  "raw",
	  NULL,
	  false,
	  false,
	  { { "40-edk2-x86_64-secure-enrolled", "flash", DEB "OVMF_CODE_4M.ms.fd", "raw",
	      DEB "OVMF_VARS_4M.ms.fd", Q35, KEYS },
	    { "59-edk2-x86_64-amdsev", "memory", "/usr/share/ovmf/OVMF.amdsev.fd", NULL, NULL, BOTH,
	      "\"amd-sev\", \"amd-sev-snp\"" },
	    { "59-edk2-x86_64-inteltdx", "memory", "/usr/share/ovmf/OVMF.inteltdx.fd", NULL, NULL,
	      Q35, "\"intel-tdx\"" },
	    { "60-edk2-x86_64", "flash", DEB "OVMF_CODE_4M.fd", "raw", DEB "OVMF_VARS_4M.fd", BOTH,
	      "\"acpi-s3\"" } } },
	{ "Fedora",
	  "/usr/share",
	  FED "OVMF_CODE_4M.qcow2",
	  "qcow2",
	  NULL,
	  false,
	  false,
	  { { "30-edk2-ovmf-4m-qcow2-x64-sb-enrolled", "flash", FED "OVMF_CODE_4M.secboot.qcow2",
	      "qcow2", FED "OVMF_VARS_4M.secboot.qcow2", Q35, KEYS },
	    { "40-edk2-ovmf-4m-qcow2-x64-sb", "flash", FED "OVMF_CODE_4M.secboot.qcow2", "qcow2",
	      FED "OVMF_VARS_4M.qcow2", Q35, SB },
	    { "50-edk2-ovmf-4m-qcow2-x64-nosb", "flash", FED "OVMF_CODE_4M.qcow2", "qcow2",
	      FED "OVMF_VARS_4M.qcow2", BOTH, "\"acpi-s3\"" },
	    { "51-edk2-ovmf-2m-raw-x64-nosb", "flash", FED "OVMF_CODE.fd", "raw",
	      FED "OVMF_VARS.fd", BOTH, "" },
	    { "60-edk2-ovmf-x64-microvm", "memory", FED "MICROVM.fd", NULL, NULL, MICRO, "" } } },
	{ "one with the secure build only",
	  "/usr/share",
	  FED "OVMF_CODE.secboot.fd",
	  "raw",
	  FED "OVMF_VARS.fd",
	  true,
	  true,
	  { { "30-edk2-ovmf-sb-enrolled", "flash", FED "OVMF_CODE.secboot.fd", "raw",
	      FED "OVMF_VARS.secboot.fd", Q35, KEYS },
	    { "40-edk2-ovmf-sb", "flash", FED "OVMF_CODE.secboot.fd", "raw", FED "OVMF_VARS.fd",
	      Q35, SB } } },
	{ "Arch",
	  "/usr/share",
	  ARCH "OVMF_CODE.4m.fd",
	  "raw",
	  NULL,
	  false,
	  false,
	  { { "50-edk2-ovmf-x86_64-secure-4m", "flash", ARCH "OVMF_CODE.secboot.4m.fd", "raw",
	      ARCH "OVMF_VARS.4m.fd", Q35, SB },
	    { "60-edk2-ovmf-x86_64-4m", "flash", ARCH "OVMF_CODE.4m.fd", "raw",
	      ARCH "OVMF_VARS.4m.fd", BOTH, "" } } },
	{ "openSUSE",
	  "/usr/share",
	  SUSE "code.bin",
	  "raw",
	  NULL,
	  true,
	  false,
	  { { "50-ovmf-x86_64-ms", "flash", SUSE "ms-code.bin", "raw", SUSE "ms-vars.bin", Q35,
	      "\"enrolled-keys\", \"secure-boot\"" },
	    { "70-ovmf-x86_64", "flash", SUSE "code.bin", "raw", SUSE "vars.bin", Q35, "" } } },
	{ "Homebrew",
	  "/opt/homebrew/Cellar/qemu/10.0.0/share",
	  BREW "edk2-x86_64-code.fd",
	  "raw",
	  NULL,
	  false,
	  false,
	  { { "50-edk2-x86_64-secure", "flash", BREW "edk2-x86_64-secure-code.fd", "raw",
	      BREW "edk2-i386-vars.fd", Q35, SB },
	    { "60-edk2-aarch64", "flash", BREW "edk2-aarch64-code.fd", "raw",
	      BREW "edk2-arm-vars.fd", "\"virt-*\"", "" },
	    { "60-edk2-x86_64", "flash", BREW "edk2-x86_64-code.fd", "raw",
	      BREW "edk2-i386-vars.fd", BOTH, "" } } },
};

static void install(const char *folder, const struct packaged *file)
{
	struct buffer text = { .arena = &fixture_keep };

	buffer_puts(&text, "{ \"interface-types\": [ \"uefi\" ], \"mapping\": { ");
	if (file->variables)
		buffer_printf(&text,
		              "\"executable\": { \"filename\": \"%s\", \"format\": \"%s\" }, "
		              "\"nvram-template\": { \"filename\": \"%s\", \"format\": \"%s\" }, ",
		              file->code, file->format, file->variables, file->format);
	else
		buffer_printf(&text, "\"filename\": \"%s\", ", file->code);
	buffer_printf(&text,
	              "\"device\": \"%s\" }, \"targets\": [ { \"architecture\": \"%s\", "
	              "\"machines\": [ %s ] } ], \"features\": [ %s ] }\n",
	              file->device, strstr(file->name, "aarch64") ? "aarch64" : "x86_64",
	              file->machines, file->features);
	fixture_write(text_format(&fixture_keep, "%s/qemu/firmware/%s.json", folder + 1,
	                          file->name),
	              text.data);
	fixture_write(file->code + 1, "firmware");
	if (file->variables)
		fixture_write(file->variables + 1, "variables");
}

/* QEMU where the system has it, which says what its machines are called. */
static const char *install_qemu(const char *folder)
{
	const char *program = text_format(&fixture_keep, "%s/../bin/qemu-system-x86_64",
	                                  folder + 1);

	fixture_write(text_format(&fixture_keep, "%s/keep", folder + 1), "");
	fixture_write_program(
		program,
		"echo 'pc    Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-10.0)'\n"
		"echo 'q35   Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-10.0)'\n");
	return program;
}

static void check_system(const struct system *system)
{
	const char *qemu = install_qemu(system->folder);

	for (const struct packaged *file = system->files; file->name; file++)
		install(system->folder, file);
	const char *code = found(qemu);
	if (!code || strcmp(code, system->wanted) != 0)
		fail_msg("%s: %s is taken", system->name, code ? code : "nothing");
	assert_non_null(ovmf.descriptor);
	assert_string_equal(ovmf.code_format, system->format);
	assert_int_equal(ovmf.needs_q35, system->needs_q35);
	assert_int_equal(ovmf.needs_smm, system->needs_smm);
	if (system->variables)
		assert_string_equal(below_folder(ovmf.variables), system->variables);
	else
		assert_null(ovmf.variables);
	assert_true(os_remove_tree(in_root("usr")) && os_remove_tree(in_root("opt")));
}

TEST(each_system_with_descriptors)
{
	for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
		check_system(&systems[i]);
}

/* A QEMU that is older than the patterns' machines. */
TEST(machines_are_those_of_this_qemu)
{
	const struct packaged newer = { "60-new", "flash",    DEB "NEW.fd",
		                        "raw",    DEB "V.fd", "\"pc-i440fx-11.*\"",
		                        "" };
	const struct packaged older = { "70-old", "flash",    DEB "OLD.fd",
		                        "raw",    DEB "V.fd", "\"pc-i440fx-10.*\"",
		                        "" };

	install("/usr/share", &newer);
	install("/usr/share", &older);
	assert_string_equal(found(install_qemu("/usr/share")), DEB "OLD.fd");
}

TEST(the_variable_names_what_a_descriptor_describes)
{
	const struct packaged *enrolled = &systems[0].files[0];
	const char *file = in_root(enrolled->code + 1);
	const char *descriptor = in_root(text_format(&fixture_keep,
	                                             "usr/share/qemu/firmware/%s.json",
	                                             enrolled->name));
	const char *const given[] = { file, descriptor };
	const char *problem;

	install("/usr/share", enrolled);
	for (size_t i = 0; i < 2; i++) {
		setenv("OVMF", given[i], 1);
		assert_string_equal(found(NULL), enrolled->code);
		assert_true(ovmf.needs_q35 && ovmf.needs_smm);
		assert_string_equal(below_folder(ovmf.variables), enrolled->variables);
	}
	fixture_write("bad.json", "{}");
	setenv("OVMF", "bad.json", 1);
	assert_false(ovmf_find(&fixture_keep, fixture_folder, NULL, &ovmf, &problem));
	assert_string_equal(problem, "OVMF is set to the descriptor \"bad.json\": it is no "
	                             "descriptor of firmware");
	unsetenv("OVMF");
}

/* --- Without ---------------------------------------------------------------- */

TEST(each_system_without_descriptors)
{
	static const char *const places[] = {
		"/usr/share/OVMF/OVMF_CODE_4M.fd",      /* Debian: ovmf */
		"/usr/share/edk2/ovmf/OVMF_CODE.fd",    /* Fedora: edk2-ovmf */
		"/usr/share/edk2/x64/OVMF_CODE.4m.fd",  /* Arch: edk2-ovmf */
		"/usr/share/qemu/ovmf-x86_64-code.bin", /* openSUSE: qemu-ovmf-x86_64 */
		"/usr/share/OVMF/OVMF.fd",              /* Alpine: ovmf */
	};

	assert_null(found(NULL));
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		fixture_write(places[i] + 1, "firmware");
		assert_string_equal(found(NULL), places[i]);
		assert_null(ovmf.descriptor);
		assert_int_equal(unlink(places[i] + 1), 0);
	}
}

/* A prefix of its own, with a link to where the package really lies. */
TEST(homebrew)
{
	const char *qemu = "opt/homebrew/bin/qemu-system-x86_64";

	fixture_write_program("opt/homebrew/Cellar/qemu/9.1.0/bin/qemu-system-x86_64", "");
	fixture_write("opt/homebrew/bin/keep", "");
	assert_int_equal(symlink("../Cellar/qemu/9.1.0/bin/qemu-system-x86_64", qemu), 0);
	assert_null(found(qemu));
	fixture_write("opt/homebrew/Cellar/qemu/9.1.0/share/qemu/edk2-x86_64-code.fd", "");
	assert_string_equal(found(qemu), "/opt/homebrew/Cellar/qemu/9.1.0/bin/../share/qemu/"
	                                 "edk2-x86_64-code.fd");
}

TEST(the_variable_comes_first)
{
	const char *problem;

	fixture_write("mine.fd", "firmware");
	setenv("OVMF", "mine.fd", 1);
	assert_true(ovmf_find(&fixture_keep, fixture_folder, NULL, &ovmf, &problem));
	assert_string_equal(ovmf.code, "mine.fd");
	assert_null(problem);
	setenv("OVMF", "none.fd", 1);
	assert_false(ovmf_find(&fixture_keep, fixture_folder, NULL, &ovmf, &problem));
	assert_string_equal(problem, "OVMF is set to \"none.fd\", which was not found");
	unsetenv("OVMF");
}

/* QEMU takes it as a BIOS if its size is a power of two. */
TEST(what_a_file_that_nobody_describes_is)
{
	static const struct {
		const char *content;
		enum firmware_mapping mapping;
		const char *format;
	} cases[] = {
		{ "12345678", FIRMWARE_MEMORY, "raw" },
		{ "123456", FIRMWARE_SPLIT, "raw" },
		{ "", FIRMWARE_SPLIT, "raw" },
		{ "QFI\xfb"
		  "1234",
		  FIRMWARE_SPLIT, "qcow2" },
	};
	const char *problem;

	setenv("OVMF", "some.fd", 1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fixture_write("some.fd", cases[i].content);
		assert_true(ovmf_find(&fixture_keep, fixture_folder, NULL, &ovmf, &problem));
		assert_int_equal(ovmf.mapping, cases[i].mapping);
		assert_string_equal(ovmf.code_format, cases[i].format);
	}
	unsetenv("OVMF");
}
