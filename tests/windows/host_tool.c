/* host_tool: a program for Windows that is one of the host's, under Wine alone.
 *
 * HOST_TOOL is the host's program, HOST_CALLS a directory of ours, both absolute paths of
 * the host. Wine starts a program of the host, but tells neither when it ends nor how, and
 * its pipes are no pipes of the host's: so a script runs it, and all that it says lies in
 * files. A link named "Z:" in the current directory, to "/", makes names of files there
 * names here too. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define PATH_BYTES 512
#define PAUSE_MS   3
#define NOT_RUN    126

static char base[PATH_BYTES];

static const char *file(const char *ending)
{
	static char path[PATH_BYTES + 16];

	snprintf(path, sizeof path, "%s.%s", base, ending);
	return path;
}

static void put_quoted(FILE *script, const char *text)
{
	fputc('\'', script);
	for (; *text; text++)
		if (*text == '\'')
			fputs("'\\''", script);
		else
			fputc(*text, script);
	fputc('\'', script);
}

/* What the host's own environment lacks: what was set by a program for Windows. */
static void put_environment(FILE *script)
{
	static const char *const names[] = { "NINJA_STATUS", "INGOT_CLANG_COLORS",
		                             "INGOT_LINKER_COLORS", "CLICOLOR_FORCE" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		fprintf(script, value ? "export %s=" : "unset %s", names[i]);
		if (value)
			put_quoted(script, value);
		fputc('\n', script);
	}
	fputs("export INGOT_PROGRAM=" HOST_CALLS "/ingot\n", script);
}

static int write_script(char **argv)
{
	char folder[PATH_BYTES];
	FILE *script = fopen(file("sh"), "wb");

	if (!script || !GetCurrentDirectoryA(sizeof folder, folder) || folder[1] != ':')
		return 0;
	for (char *at = folder; *at; at++)
		*at = (char)(*at == '\\' ? '/' : *at);
	put_environment(script);
	fputs("cd ", script);
	put_quoted(script, folder + 2);
	fputs(" && ln -sfn / Z: && ln -sfn " HOST_CALLS "/../host T:\n", script);
	put_quoted(script, HOST_TOOL);
	for (char **argument = argv + 1; *argument; argument++) {
		fputc(' ', script);
		put_quoted(script, *argument);
	}
	fprintf(script, " </dev/null >'%s.out' 2>'%s.err'\n", base + 2, base + 2);
	fprintf(script, "echo $? >'%s.tmp' && mv '%s.tmp' '%s.end'\n", base + 2, base + 2,
	        base + 2);
	return fclose(script) == 0;
}

static int start(void)
{
	STARTUPINFOA startup = { .cb = sizeof startup };
	PROCESS_INFORMATION made;
	char line[PATH_BYTES];

	snprintf(line, sizeof line, "sh %s", file("sh") + 2);
	return CreateProcessA("Z:\\bin\\sh", line, NULL, NULL, FALSE, 0, NULL, NULL, &startup,
	                      &made);
}

static int await(void)
{
	int status = NOT_RUN;
	FILE *end;

	while (!(end = fopen(file("end"), "rb")))
		Sleep(PAUSE_MS);
	if (fscanf(end, "%d", &status) != 1)
		status = NOT_RUN;
	fclose(end);
	return status;
}

static void pass_on(const char *ending, FILE *to)
{
	char piece[4096];
	size_t size;
	FILE *from = fopen(file(ending), "rb");

	while (from && (size = fread(piece, 1, sizeof piece, from)) > 0)
		fwrite(piece, 1, size, to);
	if (from)
		fclose(from);
	fflush(to);
}

int main(int argc, char **argv)
{
	static const char *const endings[] = { "sh", "out", "err", "end" };

	(void)argc;
	_setmode(1, _O_BINARY);
	_setmode(2, _O_BINARY);
	snprintf(base, sizeof base, "Z:%s/%lu-%lu", HOST_CALLS, GetCurrentProcessId(),
	         GetTickCount());
	if (!write_script(argv) || !start()) {
		fprintf(stderr, "%s: cannot be started from Wine\n", HOST_TOOL);
		return NOT_RUN;
	}
	int status = await();
	pass_on("out", stdout);
	pass_on("err", stderr);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		remove(file(endings[i]));
	return status;
}
