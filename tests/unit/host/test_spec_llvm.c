/* Target specs and the LLVM that is installed: what it is asked, what follows. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/target/spec.h"
#include "spec_fixture.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static struct toolchain real_toolchain(void)
{
	struct toolchain_request request = { NULL, COMPONENT_ALL, "" };
	struct toolchain toolchain;

	fixture_use_real_path();
	assert_true(toolchain_find(&fixture_keep, fixture_scratch, &request, &toolchain));
	toolchain.version_text = "N"; /* for reports that are the same everywhere */
	return toolchain;
}

static void assert_check_refuses(const char *text, const char *report)
{
	struct toolchain toolchain = real_toolchain();
	struct target_spec spec;

	assert_true(load_text(text, &spec));
	fixture_listen();
	assert_false(spec_check(&spec, &toolchain, fixture_scratch));
	assert_reported(report);
}

TEST(llvm_agrees_with_our_specs)
{
	static const char *const names[] = { "x86_64-os.json", "x86_64-boot.json" };
	struct toolchain toolchain = real_toolchain();

	for (size_t i = 0; i < 2; i++) {
		struct target_spec spec;

		assert_true(spec_load(&fixture_keep, fixture_repository_file(names[i]), NULL,
		                      &spec));
		assert_true(spec_check(&spec, &toolchain, fixture_scratch));
	}
}

TEST(llvm_is_asked_about_the_machine)
{
	assert_check_refuses(
		"{\"llvm-target\": \"x86_64-unknown-none\", \"disable-redzone\": true,\n" SOFT
		"\"data-layout\": \"e-m:e\",\n"
		"\"target-pointer-width\": 32,\n\"target-c-int-width\": 16,\n"
		"\"target-endian\": \"big\",\n\"arch\": \"x86_64\"}\n",
		"t.json:3:16: error: the data layout is not that of LLVM N for "
		"\"x86_64-unknown-none\"\n"
		"    3 | \"data-layout\": \"e-m:e\",\n      |                ^\n"
		"  hint: here: \"e-m:e\"\n  hint: LLVM: \"" LAYOUT "\"\n"
		"t.json:6:18: error: \"target-endian\" is big, but clang says "
		"__BYTE_ORDER__ is __ORDER_LITTLE_ENDIAN__\n"
		"    6 | \"target-endian\": \"big\",\n      |                  ^\n"
		"t.json:4:25: error: \"target-pointer-width\" is 32, but clang says "
		"__POINTER_WIDTH__ is 64\n"
		"    4 | \"target-pointer-width\": 32,\n"
		"      |                         ^\n"
		"t.json:5:23: error: \"target-c-int-width\" is 16, but clang says "
		"__INT_WIDTH__ is 32\n"
		"    5 | \"target-c-int-width\": 16,\n"
		"      |                       ^\n");
}

TEST(llvm_is_asked_about_features_and_processors)
{
	assert_check_refuses(
		HEAD SOFT "\"features\": \"-mmx,-sse2,+popcn\"}\n",
		"t.json:5:26: error: LLVM N has no feature \"popcn\" for x86_64\n"
		"    5 | \"features\": \"-mmx,-sse2,+popcn\"}\n"
		"      |                          ^\n  hint: did you mean \"popcnt\"?\n");
	assert_check_refuses(HEAD SOFT "\"cpu\": \"skylark\"}\n",
	                     "t.json:5:8: error: LLVM N does not know the processor \"skylark\"\n"
	                     "    5 | \"cpu\": \"skylark\"}\n      |        ^\n"
	                     "  hint: did you mean \"skylake\"?\n");
	assert_check_refuses(HEAD SOFT "\"cpu\": \"i486\"}\n",
	                     "t.json:5:8: error: the processor \"i486\" has no 64-bit mode\n"
	                     "    5 | \"cpu\": \"i486\"}\n      |        ^\n");
	assert_check_refuses(HEAD SOFT "\"linker\": \"./my-ld\"}\n",
	                     "t.json:5:11: error: program \"./my-ld\" not found\n"
	                     "    5 | \"linker\": \"./my-ld\"}\n      |           ^\n"
	                     "  hint: \"linker\": \"rust-lld\" means the ld.lld next to clang\n");
}

/* What a soft-float kernel must never contain. */
static void assert_no_float_registers(const char *assembly)
{
	assert_has_not(assembly, "%xmm");
	assert_has_not(assembly, "%ymm");
	assert_has_not(assembly, "%mm");
	assert_has_not(assembly, "%st");
	for (const char *line = assembly; (line = strchr(line, '\n')); line++)
		assert_false(line[1] == '\t' && line[2] == 'f'); /* fld, fstp, fxsave */
}

static const char float_code[] =
	"#include <stdarg.h>\n"
	"#if defined(__SSE__) || defined(__MMX__) || __SIZEOF_LONG_DOUBLE__ != 8\n"
	"#error this is not the soft-float ABI\n"
	"#endif\n"
	"struct pair { double a, b; };\n"
	"double f1(double a, double b) { return a * b + 1.5; }\n"
	"float f2(float a, float b) { return a / b; }\n"
	"long double f3(long double a, int b) { return a - b; }\n"
	"struct pair f4(double a) { return (struct pair){ a, -a }; }\n"
	"unsigned long f5(double a) { return (unsigned long)a; }\n"
	"void f6(char *a, const char *b) { __builtin_memcpy(a, b, 64); }\n"
	"double f7(int n, ...)\n"
	"{\n"
	"	va_list list;\n"
	"	double sum = 0;\n"
	"	va_start(list, n);\n"
	"	while (n--)\n"
	"		sum += va_arg(list, double);\n"
	"	va_end(list);\n"
	"	return sum;\n"
	"}\n"
	"double f8(void) { return f7(2, 1.0, 2.0f); }\n";

TEST(code_is_free_of_float_registers)
{
	static const char *const levels[] = { "-O0", "-O2", "-Os" };
	const char *folders[] = { fixture_repository_file("runtime/include"), NULL };
	struct toolchain toolchain = real_toolchain();
	struct spec_surroundings around = { toolchain.resource_folder, folders, NULL, NULL };
	struct target_spec spec;
	struct os_result result;

	assert_true(spec_load(&fixture_keep, "x86_64-os", NULL, &spec));
	fixture_write("float.c", float_code);
	assert_true(os_write_file("t.cfg", spec_config_text(&fixture_keep, &spec, &around)));
	for (size_t i = 0; i < 3; i++) {
		/* clang-format off */
		const char *const arguments[] = { toolchain.clang, "--no-default-config",
			"--config=./t.cfg", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-std=c17",
			"-Wno-missing-prototypes", levels[i], "-S", "-o", "-", "float.c", NULL };
		/* clang-format on */

		assert_true(os_run(&fixture_keep, arguments, OS_OUTPUT_CAPTURE, &result));
		assert_int_equal(result.status, 0);
		assert_no_float_registers((const char *)result.output.data);
		assert_has((const char *)result.output.data, "__muldf3");
		assert_has_not((const char *)result.output.data, "clang version");
	}
}
