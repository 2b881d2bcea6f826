/* boot/file/conf.c: the text of boot/ingot.conf. */
#include "tests/unit/boot/fake.h"

#include "boot/file/conf.h"

static struct conf conf;
static char buffer[CONF_SIZE_MAX + 1];

static void parse(const char *text)
{
	strcpy(buffer, text);
	conf_parse(&conf, buffer, strlen(text));
}

static void empty_gives_defaults(void **state)
{
	(void)state;
	assert_taken(conf_parse(&conf, buffer, 0));
	assert_string_equal(conf.kernel.path, CONF_KERNEL_DEFAULT);
	assert_string_equal(conf.command_line, "");
	assert_int_equal(conf.module_count, 0);
}

static void reads_every_key(void **state)
{
	(void)state;
	assert_taken(parse("\xef\xbb\xbf# comment\r\n\nkernel=boot/k 2\r\n"
	                   "cmdline= a=b  c \nmodule=boot/x\nmodule=boot/y"));
	assert_string_equal(conf.kernel.path, "boot/k 2");
	assert_string_equal(conf.command_line, " a=b  c ");
	assert_int_equal(conf.module_count, 2);
	assert_string_equal(conf.modules[0].path, "boot/x");
	assert_string_equal(conf.modules[1].path, "boot/y");
}

static void a_checksum_belongs_to_the_line_before(void **state)
{
	(void)state;
	assert_taken(parse("kernel=boot/k\ncrc32=0123aBcD\nmodule=boot/x\nmodule=boot/y\n"
	                   "# of y\r\n\ncrc32=fFffFFff\r\n"));
	assert_true(conf.kernel.has_crc);
	assert_int_equal(conf.kernel.crc, 0x0123abcd);
	assert_false(conf.modules[0].has_crc);
	assert_true(conf.modules[1].has_crc);
	assert_int_equal(conf.modules[1].crc, 0xffffffff);
}

static void refuses_checksums_of_nothing(void **state)
{
	(void)state;
	assert_refused(ERROR_CONF, parse("crc32=01234567\n"));
	assert_string_equal(fake.sentence, "boot/ingot.conf, line 1: no kernel or module stands "
	                    "in the line before crc32=01234567");
	assert_refused(ERROR_CONF, parse("kernel=k\ncmdline=a\ncrc32=01234567\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=01234567\ncrc32=01234567\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=012345678\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456g\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456\xc7\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=\n"));
}

static void names_the_line_of_an_unknown_key(void **state)
{
	(void)state;
	assert_refused(ERROR_CONF, parse("# one\ncmdline=\nkernal=boot/k\n"));
	assert_string_equal(fake.sentence, "boot/ingot.conf, line 3: unknown key kernal");
}

static void refuses_what_it_does_not_understand(void **state)
{
	(void)state;
	assert_refused(ERROR_CONF, parse("kernel"));
	assert_refused(ERROR_CONF, parse("kernel="));
	assert_refused(ERROR_CONF, parse("kernel=a\nkernel=b\n"));
	assert_refused(ERROR_CONF, parse("cmdline=a\ncmdline=\n"));
	assert_refused(ERROR_CONF, parse("=x\n"));
	assert_refused(ERROR_CONF, conf_parse(&conf, memcpy(buffer, "#\0\n", 3), 3));
}

static void limits_modules(void **state)
{
	char text[CONF_SIZE_MAX] = "";

	(void)state;
	for (int i = 0; i < CONF_MODULES_MAX; i++)
		strcat(text, "module=m\n");
	assert_taken(parse(text));
	assert_int_equal(conf.module_count, CONF_MODULES_MAX);
	strcat(text, "module=m\n");
	assert_refused(ERROR_MODULE_COUNT, parse(text));
}

static void limits_paths(void **state)
{
	char text[400] = "module=";

	(void)state;
	memset(text + 7, 'x', 255);
	assert_taken(parse(text));
	text[7 + 255] = 'x';
	assert_refused(ERROR_CONF, parse(text));
}

static void try_text(char *text, size_t size)
{
	TRY(conf_parse(&conf, text, size));
}

static void survives_any_text(void **state)
{
	static const char letters[] = "kernel=\n\r#cmdmodu3210 /\xef\xbb\xbf";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		size_t size = fake_random(&seed) % 200;
		char *text = malloc(size + 1);

		for (size_t i = 0; i < size; i++)
			text[i] = letters[fake_random(&seed) % sizeof(letters)];
		try_text(text, size);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_gives_defaults),
		cmocka_unit_test(reads_every_key),
		cmocka_unit_test(a_checksum_belongs_to_the_line_before),
		cmocka_unit_test(refuses_checksums_of_nothing),
		cmocka_unit_test(names_the_line_of_an_unknown_key),
		cmocka_unit_test(refuses_what_it_does_not_understand),
		cmocka_unit_test(limits_modules),
		cmocka_unit_test(limits_paths),
		cmocka_unit_test(survives_any_text),
	};

	return cmocka_run_group_tests_name("boot_conf", tests, NULL, NULL);
}
