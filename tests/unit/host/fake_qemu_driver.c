/* fake_qemu: a program that takes QEMU's command line and speaks on its
 * channels as a guest under test would, without a machine.
 *
 * The argument after "-fake" has a letter for each test of the guest:
 *   p passes   f fails      v fails with many failures   n says "pass" after a fail
 *   c panics   r resets     o powers off                 e leaves with success
 *   h hangs    k is killed  l prints 300000 bytes, fails
 *   x panics and y leaves with success as from QEMU 10 on: paused, until "quit"
 *   i is stopped by an internal error                    s suspends
 *   d is stopped at a breakpoint, goes on, passes        z prints what terminals obey
 * and, for the whole machine, before a ':' :
 *   S silent: no plan   M one test is not named   V another version
 *   B panics at boot    Q QEMU fails              T resets at boot
 *   U its firmware talks first, on both lines
 *   D at its second start it has one test more ("-marker FILE" counts)
 *   W at its second start QEMU fails
 *
 * Without a channel for verdicts, as `ingot run` starts it, the guest says hello and
 * leaves with success. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/exit_code.h"
#include "abi/serial.h"

static int monitor = -1, console = -1, verdict = -1;
static const char *plan = "", *machine = "", *marker;
static int quit_status; /* of "quit": what the guest left with */
static const char *run_state = "running";

static void put(int fd, const char *text)
{
	for (size_t size = strlen(text); size;) {
		ssize_t done = write(fd, text, size);

		if (done < 0 && errno != EINTR)
			exit(1);
		text += done > 0 ? done : 0;
		size -= done > 0 ? (size_t)done : 0;
	}
}

static int channel(const char *argument, const char *name)
{
	char head[64];

	snprintf(head, sizeof head, "socket,id=ingot-%s,fd=", name);
	if (strncmp(argument, head, strlen(head)) != 0)
		return -1;
	return atoi(argument + strlen(head));
}

static void parse(char **argv)
{
	for (; *argv; argv++) {
		if (strcmp(*argv, "-fake") == 0)
			plan = argv[1];
		if (strcmp(*argv, "-marker") == 0)
			marker = argv[1];
		if (channel(*argv, "monitor") >= 0)
			monitor = channel(*argv, "monitor");
		if (channel(*argv, "console") >= 0)
			console = channel(*argv, "console");
		if (channel(*argv, "verdict") >= 0)
			verdict = channel(*argv, "verdict");
	}
	if (strchr(plan, ':')) {
		machine = plan;
		plan = strchr(plan, ':') + 1;
	}
}

static int machine_has(char letter)
{
	const char *at = strchr(machine, letter);

	return at && at < plan;
}

/* True from the second call with one marker file on. */
static int is_second_start(void)
{
	if (!marker || access(marker, F_OK) == 0)
		return 1;
	FILE *file = fopen(marker, "w");
	if (file)
		fclose(file);
	return 0;
}

static void event(const char *reason)
{
	char line[160];

	snprintf(line, sizeof line,
	         "{\"event\": \"SHUTDOWN\", \"data\": {\"guest\": true, "
	         "\"reason\": \"%s\"}}\r\n",
	         reason);
	put(monitor, line);
}

static void die(int code)
{
	exit(EXIT_STATUS_OF(code));
}

static void panic(size_t number)
{
	char line[80];

	snprintf(line, sizeof line, "panic %zu src/t.c:7: on purpose\n", number);
	put(verdict, line);
	put(console, "panic: src/t.c:7: on purpose\r\nbacktrace:\r\n"
	             "  #0 0x0000000000001000\r\n");
	die(EXIT_CODE_PANIC);
}

static void pause_with(int code)
{
	quit_status = EXIT_STATUS_OF(code);
	event("guest-shutdown");
	put(monitor, "{\"event\": \"STOP\"}\r\n");
}

static void stop_in(const char *state)
{
	run_state = state;
	put(monitor, "{\"event\": \"STOP\"}\r\n");
}

static void flood(void)
{
	for (int i = 0; i < 10000; i++)
		put(console, "this line is thirty bytes...\r\n");
}

static void fail(size_t number, int times)
{
	char line[80];

	for (int i = 0; i < times; i++) {
		snprintf(line, sizeof line, "fail %zu src/t.c:%d: 1 == 2\n", number, 20 + i);
		put(verdict, line);
	}
}

static void run(size_t number)
{
	char letter = plan[number - 1], line[80];

	snprintf(line, sizeof line, "start %zu\n", number);
	put(verdict, line);
	snprintf(line, sizeof line, "console of test %zu\r\n", number);
	put(console, line);
	switch (letter) {
	case 'c': panic(number); break;
	case 'r': event("guest-reset"); return;
	case 'o': event("guest-shutdown"); return;
	case 'x': pause_with(EXIT_CODE_PANIC); return;
	case 'y': pause_with(EXIT_CODE_SUCCESS); return;
	case 'i': stop_in("internal-error"); return;
	case 's': put(monitor, "{\"event\": \"SUSPEND\"}\r\n"); return;
	case 'd': stop_in("debug"); break;
	case 'z':
		put(console, "\033[2Jred\x9b \xc2\x9b\x07\r\n");
		write(console, "a\0b\r\n", 5);
		break;
	case 'e': die(EXIT_CODE_SUCCESS); break;
	case 'h': return;
	case 'k': raise(SIGKILL); break;
	case 'l': flood(); break;
	}
	fail(number, letter == 'v' ? 250 : strchr("pd", letter) ? 0 : 1);
	snprintf(line, sizeof line, "%s %zu\n", strchr("pnd", letter) ? "pass" : "failed", number);
	put(verdict, line);
}

static void boot(void)
{
	size_t count = strlen(plan), named = count - (machine_has('M') ? 1 : 0);
	char line[80];

	put(monitor, "{\"QMP\": {}}\r\n");
	bool is_broken = machine_has('Q') || (machine_has('W') && is_second_start());
	if (!is_broken)
		put(monitor, "{\"return\": {}}\r\n{\"event\": \"RESUME\"}\r\n");
	if (machine_has('U')) {
		put(console, "\033[2JBdsDxe: starting Boot0001\r\n");
		put(verdict, "\033[2JBdsDxe: starting Boot0001\r\n");
		put(console, (char[]){ SERIAL_TEXT_BEGIN, '\0' });
	} else {
		put(console, "booting\r\n");
	}
	if (machine_has('B'))
		panic(0);
	if (machine_has('T'))
		event("guest-reset");
	if (is_broken) {
		fputs("fake: no such machine\n", stderr);
		exit(1);
	}
	if (machine_has('S') || machine_has('T'))
		return;
	if (machine_has('D') && is_second_start())
		named++;
	put(verdict, machine_has('V') ? "ingot-test 99\n" : "ingot-test 1\n");
	for (size_t i = 1; i <= named; i++) {
		snprintf(line, sizeof line, "test %zu src/t.c:%zu test_%c%zu\n", i, 10 * i,
		         i <= count ? plan[i - 1] : 'x', i);
		put(verdict, line);
	}
	snprintf(line, sizeof line, "plan %zu\n", machine_has('D') ? named : count);
	put(verdict, line);
}

/* A line from fd, "" for nothing; ends the program when nobody is there. */
static char *take_line(int fd)
{
	static char line[4096];
	size_t size = 0;

	while (size < sizeof line - 1) {
		ssize_t got = read(fd, line + size, 1);

		if (got == 0 || (got < 0 && errno != EINTR))
			exit(0);
		if (got == 1 && line[size++] == '\n')
			break;
	}
	line[size] = '\0';
	return line;
}

/* Real mode would show EIP; this is a kernel that halted with interrupts off. */
static void answer(void)
{
	static const char registers[] =
		"CPU#0\\r\\nRAX=0 RBP=0000000000000000 RSP=0000000000008000\\r\\n"
		"RIP=0000000000001000 RFL=00000002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=1\\r\\n"
		"CS =0008 0000000000000000 ffffffff 00af9a00 DPL=0 CS64 [-R-]\\r\\n"
		"IDT=     0000000000000000 00000000\\r\\nCR0=80010011 CR2=0000000000000000 "
		"CR3=0000000000002000 CR4=00000020\\r\\n";
	char *line = take_line(monitor), reply[1024];
	const char *id = strstr(line, "\"id\": ");

	if (strstr(line, "\"quit\""))
		exit(quit_status);
	if (strstr(line, "query-status")) {
		snprintf(reply, sizeof reply,
		         "{\"return\": {\"running\": false, "
		         "\"status\": \"%s\"}, \"id\": %d}\r\n",
		         run_state, id ? atoi(id + 6) : 0);
		put(monitor, reply);
		return;
	}
	snprintf(reply, sizeof reply, "{\"return\": \"%s\", \"id\": %d}\r\n",
	         strstr(line, "info registers") ? registers : "", id ? atoi(id + 6) : 0);
	put(monitor, reply);
}

static void obey(void)
{
	char *line = take_line(verdict);

	if (strncmp(line, "run ", 4) == 0) {
		run((size_t)atoi(line + 4));
	} else if (strcmp(line, "exit\n") == 0) {
		put(verdict, "bye\n");
		die(EXIT_CODE_SUCCESS);
	}
}

int main(int argc, char **argv)
{
	(void)argc;
	parse(argv);
	if (monitor < 0 || console < 0)
		return 2;
	if (verdict < 0) {
		put(monitor, "{\"QMP\": {}}\r\n{\"return\": {}}\r\n"
		             "{\"event\": \"RESUME\"}\r\n");
		put(console, "hello\r\n");
		die(EXIT_CODE_SUCCESS);
	}
	boot();
	for (;;) {
		struct pollfd fds[] = { { monitor, POLLIN, 0 }, { verdict, POLLIN, 0 } };

		poll(fds, 2, -1);
		if (fds[0].revents)
			answer();
		if (fds[1].revents)
			obey();
	}
}
