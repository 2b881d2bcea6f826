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

TEST(empty_gives_defaults)
{
	assert_taken(conf_parse(&conf, buffer, 0));
	assert_string_equal(conf.kernel.path, CONF_KERNEL_DEFAULT);
	assert_string_equal(conf.command_line, "");
	assert_int_equal(conf.module_count, 0);
}

TEST(reads_every_key)
{
	assert_taken(parse("\xef\xbb\xbf# comment\r\n\nkernel=boot/k 2\r\n"
	                   "cmdline= a=b  c \nmodule=boot/x\nmodule=boot/y"));
	assert_string_equal(conf.kernel.path, "boot/k 2");
	assert_string_equal(conf.command_line, " a=b  c ");
	assert_int_equal(conf.module_count, 2);
	assert_string_equal(conf.modules[0].path, "boot/x");
	assert_string_equal(conf.modules[1].path, "boot/y");
}

TEST(a_checksum_belongs_to_the_line_before)
{
	assert_taken(parse("kernel=boot/k\ncrc32=0123aBcD\nmodule=boot/x\nmodule=boot/y\n"
	                   "# of y\r\n\ncrc32=fFffFFff\r\n"));
	assert_true(conf.kernel.has_crc);
	assert_int_equal(conf.kernel.crc, 0x0123abcd);
	assert_false(conf.modules[0].has_crc);
	assert_true(conf.modules[1].has_crc);
	assert_int_equal(conf.modules[1].crc, 0xffffffff);
}

TEST(refuses_checksums_of_nothing)
{
	assert_refused(ERROR_CONF, parse("crc32=01234567\n"));
	assert_string_equal(fake.sentence, "boot/ingot.conf, line 1: no kernel or module "
	                                   "in the line before crc32=01234567");
	assert_refused(ERROR_CONF, parse("kernel=k\ncmdline=a\ncrc32=01234567\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=01234567\ncrc32=01234567\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=012345678\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456g\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=0123456\xc7\n"));
	assert_refused(ERROR_CONF, parse("kernel=k\ncrc32=\n"));
}

TEST(names_the_line_of_an_unknown_key)
{
	assert_refused(ERROR_CONF, parse("# one\ncmdline=\nkernal=boot/k\n"));
	assert_string_equal(fake.sentence, "boot/ingot.conf, line 3: unknown key kernal");
}

TEST(refuses_what_it_does_not_understand)
{
	assert_refused(ERROR_CONF, parse("kernel"));
	assert_refused(ERROR_CONF, parse("kernel="));
	assert_refused(ERROR_CONF, parse("kernel=a\nkernel=b\n"));
	assert_refused(ERROR_CONF, parse("cmdline=a\ncmdline=\n"));
	assert_refused(ERROR_CONF, parse("=x\n"));
	assert_refused(ERROR_CONF, conf_parse(&conf, memcpy(buffer, "#\0\n", 3), 3));
}

TEST(limits_modules)
{
	char text[CONF_SIZE_MAX] = "";

	for (int i = 0; i < CONF_MODULES_MAX; i++)
		strcat(text, "module=m\n");
	assert_taken(parse(text));
	assert_int_equal(conf.module_count, CONF_MODULES_MAX);
	strcat(text, "module=m\n");
	assert_refused(ERROR_MODULE_COUNT, parse(text));
}

TEST(limits_paths)
{
	char text[400] = "module=";

	memset(text + 7, 'x', 255);
	assert_taken(parse(text));
	text[7 + 255] = 'x';
	assert_refused(ERROR_CONF, parse(text));
}

static void try_text(char *text, size_t size)
{
	TRY(conf_parse(&conf, text, size));
}

TEST(survives_any_text)
{
	static const char letters[] = "kernel=\n\r#cmdmodu3210 /\xef\xbb\xbf";
	uint32_t seed = 1;

	for (int round = 0; round < 5000; round++) {
		size_t size = fake_random(&seed) % 200;
		char *text = malloc(size + 1);

		for (size_t i = 0; i < size; i++)
			text[i] = letters[fake_random(&seed) % sizeof letters];
		try_text(text, size);
		free(text);
	}
}
