/* The shell of the reference kernel: what is typed, what it becomes, and what
 * nonsense does: a sentence, and the kernel is still there. */
#include <ingot/clock.h>
#include <ingot/console.h>
#include <ingot/counter.h>
#include <ingot/test.h>
#include <stdlib.h>
#include <string.h>

#include "../src/keys.h"
#include "../src/line.h"
#include "../src/shell.h"

#define GARBAGE_LINES 300

/* ---- What the console says, kept ---- */

static char said[8192];
static size_t said_size;
static bool is_keeping;

static void keep(const char *text, size_t size_bytes)
{
	if (!is_keeping)
		return;
	if (size_bytes > sizeof said - 1 - said_size)
		size_bytes = sizeof said - 1 - said_size;
	memcpy(said + said_size, text, size_bytes);
	said_size += size_bytes;
	said[said_size] = '\0';
}

static bool type(const char *words)
{
	static struct console_sink sink = { .write = keep };
	static bool is_added;
	char text[LINE_MAX + 1];
	bool result;

	if (!is_added)
		console_add_sink(&sink);
	is_added = true;
	strlcpy(text, words, sizeof text);
	said_size = 0;
	said[0] = '\0';
	is_keeping = true;
	result = shell_do(text);
	is_keeping = false;
	return result;
}

static void check_says(const char *words, const char *sentence)
{
	type(words);
	CHECK(strstr(said, sentence) != NULL);
	if (!strstr(said, sentence))
		CHECK_STR_EQ(said, sentence);
}

/* ---- Commands ---- */

TEST(shell_does_what_it_is_told)
{
	CHECK(type("help"));
	CHECK(strstr(said, "power off") != NULL);
	CHECK(type("  mem  "));
	CHECK(strstr(said, "largest free block") != NULL);
	CHECK(type("cpus"));
	CHECK(strstr(said, "  0  ") != NULL);
	CHECK(type("counters"));
	CHECK(strstr(said, "shell_commands") != NULL);
	CHECK(clock_start() == NULL);
	CHECK(type("time"));
	CHECK(strstr(said, "loader") != NULL);
	CHECK(type(""));
	CHECK_STR_EQ(said, "");
}

TEST(shell_helps_with_every_command)
{
	const struct shell_command *command;
	char previous[16] = "";

	for (size_t i = 0; (command = shell_get_command(i)); i++) {
		CHECK(strcmp(previous, command->name) < 0);
		strlcpy(previous, command->name, sizeof previous);
		CHECK(command->run != NULL && command->words_max <= SHELL_WORDS_MAX);
		check_says("help", command->purpose);
	}
}

TEST(shell_refuses_with_a_sentence)
{
	CHECK(!type("hlep"));
	CHECK_STR_EQ(said, "unknown command \"hlep\"; type \"help\" for a list\n");
	CHECK(!type("cat"));
	CHECK_STR_EQ(said, "cat: usage: cat FILE...\n");
	CHECK(!type("help me"));
	CHECK(!type("a b c d e f g h i"));
	CHECK_STR_EQ(said, "too many words: the limit is 8 (SHELL_WORDS_MAX)\n");
	check_says("cat \"no such\"", "cat: no such: no initrd was loaded\n");
	check_says("ls nowhere", "nowhere: no such file or directory");
	check_says("map 12x", "map: \"12x\" is not an address");
	check_says("map 99999999999999999999", "is not an address");
	check_says("map", "kernel");
	check_says("map 0x800000000000", "not mapped");
	check_says("log pci loud", "unknown level \"loud\"");
	check_says("log nobody info", "unknown log subsystem \"nobody\"");
	check_says("log pci", "level missing");
	check_says("fault nothing", "unknown kind \"nothing\"");
	check_says("fault \"", "unknown kind \"\"");
}

/* Commands that end the machine, or take long, are not made by accident. */
static bool may_run(const char *text)
{
	static const char *const unwanted[] = { "off", "reboot", "panic", "fault", "bench" };

	for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
		if (strstr(text, unwanted[i]))
			return false;
	return true;
}

TEST(shell_survives_garbage)
{
	static const char alphabet[] = "  \"\"%n\\/-.0xaceghilmoprst\x01\x7f\x80\xff";
	char text[LINE_MAX + 1];

	srand(20261125);
	for (int n = 0; n < GARBAGE_LINES; n++) {
		size_t size = (size_t)rand() % LINE_MAX;

		for (size_t i = 0; i < size; i++)
			text[i] = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
		text[size] = '\0';
		if (may_run(text))
			type(text);
	}
	CHECK(type("help"));
}

/* ---- The line ---- */

static struct line line;

static enum line_result press(int key)
{
	return line_type(&line, key);
}

static void press_all(const char *keys)
{
	for (; *keys != '\0'; keys++)
		press((unsigned char)*keys);
}

static void begin(const char *keys)
{
	memset(&line, 0, sizeof line);
	press_all(keys);
}

TEST(line_is_edited_anywhere)
{
	begin("help");
	CHECK_EQ(press(KEYS_LEFT), LINE_MORE);
	press(KEYS_LEFT);
	press_all("XY");
	CHECK_STR_EQ(line.text, "heXYlp");
	CHECK_EQ(press('\b'), LINE_MORE);
	CHECK_EQ(press(KEYS_DELETE), LINE_MORE);
	CHECK_STR_EQ(line.text, "heXp");
	press(KEYS_HOME);
	CHECK_EQ(press(0x7f), LINE_REFUSED);
	CHECK_EQ(press(KEYS_LEFT), LINE_REFUSED);
	press_all("> ");
	press(KEYS_END);
	CHECK_EQ(press(KEYS_RIGHT), LINE_REFUSED);
	CHECK_EQ(press('!'), LINE_APPENDED);
	CHECK_STR_EQ(line.text, "> heXp!");
	press(0x17); /* Control-W */
	CHECK_STR_EQ(line.text, "> ");
	press(0x15); /* Control-U */
	CHECK_STR_EQ(line.text, "");
	CHECK_EQ(press(0x04), LINE_ENDED);
}

TEST(line_takes_no_more_than_it_holds)
{
	begin("");
	for (int i = 0; i < LINE_MAX; i++)
		CHECK_EQ(press('x'), LINE_APPENDED);
	CHECK_EQ(press('x'), LINE_REFUSED);
	CHECK_EQ(strlen(line.text), LINE_MAX);
	CHECK_EQ(press('\r'), LINE_OVERFULL);
	line_finish(&line);
	CHECK_EQ(line.past_count, 0);
	CHECK_EQ(press('\r'), LINE_DONE);
	CHECK_EQ(press(0x01), LINE_MORE);
	CHECK_EQ(press(0x1f), LINE_REFUSED);
	CHECK_EQ(press(KEYS_UNKNOWN), LINE_REFUSED);
}

TEST(line_remembers_the_last_ones)
{
	char text[8] = "line ?";

	begin("");
	CHECK_EQ(press(KEYS_UP), LINE_REFUSED);
	for (int i = 0; i < LINE_PAST_MAX + 3; i++) {
		text[5] = (char)('a' + i);
		press_all(text);
		line_finish(&line);
		press_all(text); /* again: kept once */
		line_finish(&line);
	}
	press_all("new");
	press(KEYS_UP);
	CHECK_STR_EQ(line.text, text);
	for (int i = 1; i < LINE_PAST_MAX; i++)
		CHECK_EQ(press(KEYS_UP), LINE_MORE);
	CHECK_STR_EQ(line.text, "line d");
	CHECK_EQ(press(KEYS_UP), LINE_REFUSED);
	for (int i = 0; i < LINE_PAST_MAX; i++)
		press(KEYS_DOWN);
	CHECK_STR_EQ(line.text, "new");
	CHECK_EQ(press(KEYS_DOWN), LINE_REFUSED);
}

/* ---- The serial line's sequences ---- */

static int decode(const char *bytes)
{
	struct keys_decoder decoder = { 0 };
	int key = 0;

	for (; *bytes != '\0' && key == 0; bytes++)
		key = keys_decode(&decoder, (uint8_t)*bytes);
	CHECK_EQ(*bytes, '\0');
	return key;
}

TEST(keys_of_terminals_are_known)
{
	CHECK_EQ(decode("a"), 'a');
	CHECK_EQ(decode("\r"), '\r');
	CHECK_EQ(decode("\x1b[A"), KEYS_UP);
	CHECK_EQ(decode("\x1bOB"), KEYS_DOWN);
	CHECK_EQ(decode("\x1b[1;5C"), KEYS_RIGHT);
	CHECK_EQ(decode("\x1b[3~"), KEYS_DELETE);
	CHECK_EQ(decode("\x1b[7~"), KEYS_HOME);
	CHECK_EQ(decode("\x1b[4~"), KEYS_END);
	CHECK_EQ(decode("\x1b[999999999~"), KEYS_UNKNOWN);
	CHECK_EQ(decode("\x1bx"), KEYS_UNKNOWN);
	CHECK_EQ(decode("\x1b\x1b[D"), KEYS_LEFT);
	CHECK_EQ(decode("\xe4"), KEYS_UNKNOWN);
}
