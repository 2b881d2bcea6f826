/* memo: stands in for a program that makes the same of the same: what the true one made
 * is kept, and given the next time. So thousands of builds have true results in the
 * time that it takes to copy them.
 *
 * Called as NAME in the directory BIN it is the program whose path is in BIN/NAME.is; what
 * is kept lies in BIN/kept. What the program reads is all that its arguments name, what
 * files named by @FILE name, and what sources include in quotes: from their own directory,
 * or the first of -I. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_BYTES  4096
#define OUTPUTS_MAX 4
#define FNV_START   0xcbf29ce484222325
#define FNV_PRIME   0x100000001b3

static const char *outputs[OUTPUTS_MAX];
static int output_count;
static uint64_t sum = FNV_START;

static void fail(const char *what)
{
	perror(what);
	exit(98);
}

static void add(const void *data, size_t size)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ bytes[i]) * FNV_PRIME;
}

static bool add_file(const char *path)
{
	unsigned char data[1 << 16];
	struct stat status;
	int fd = stat(path, &status) == 0 && S_ISREG(status.st_mode) ? open(path, O_RDONLY) : -1;

	if (fd < 0)
		return false;
	for (ssize_t got; (got = read(fd, data, sizeof data)) > 0;)
		add(data, (size_t)got);
	close(fd);
	return true;
}

/* What a source includes in quotes, as far as it is there. */
static void add_included(const char *source, char **argv)
{
	char line[PATH_BYTES], name[PATH_BYTES], path[2 * PATH_BYTES + 2];
	const char *slash = strrchr(source, '/');
	FILE *file = fopen(source, "r");

	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, " # include \"%4095[^\"]", name) != 1)
			continue;
		snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash + 1 - source) : 0, source,
		         name);
		bool is_found = add_file(path);
		for (char **at = argv; *at && !is_found; at++) {
			if (strncmp(*at, "-I", 2) != 0)
				continue;
			snprintf(path, sizeof path, "%s/%s", *at + 2, name);
			is_found = add_file(path);
		}
	}
	if (file)
		fclose(file);
}

/* The files that a response file names, a word each. */
static void add_response(const char *path)
{
	char word[PATH_BYTES];
	FILE *file = fopen(path, "r");

	while (file && fscanf(file, "%4095s", word) == 1) {
		add(word, strlen(word) + 1);
		add_file(word);
	}
	if (file)
		fclose(file);
}

static const char *after(const char *text, const char *beginning)
{
	size_t size = strlen(beginning);

	return strncmp(text, beginning, size) == 0 ? text + size : NULL;
}

static void note_output(const char *path)
{
	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/null") == 0)
		return;
	if (output_count == OUTPUTS_MAX)
		exit(97);
	outputs[output_count++] = path;
}

/* Which arguments name what is made; their names count, but for the last ones: of
 * qemu-img, whose are other ones each time. */
static void read_arguments(const char *name, int argc, char **argv)
{
	bool last_is_made = strcmp(name, "qemu-img") == 0 || strcmp(name, "llvm-objcopy") == 0;

	for (int i = 1; i < argc; i++) {
		bool is_last = i == argc - 1 && last_is_made && argc > 2;
		const char *map = after(argv[i], "--Map="),
			   *deps = after(argv[i], "--dependency-file=");

		if (!is_last || strcmp(name, "qemu-img") != 0)
			add(argv[i], strlen(argv[i]) + 1);
		if (is_last || map || deps)
			note_output(is_last ? argv[i] : map ? map : deps);
		else if (i > 1 && (!strcmp(argv[i - 1], "-o") || !strcmp(argv[i - 1], "-MF") ||
		                   !strcmp(argv[i - 1], "rcsD")))
			note_output(argv[i]);
		else if (argv[i][0] == '@')
			add_response(argv[i] + 1);
		else if (add_file(argv[i]) && strstr(argv[i], ".c"))
			add_included(argv[i], argv);
	}
}

static void copy_to(const char *from, int out)
{
	char data[1 << 16];
	int in = open(from, O_RDONLY);

	for (ssize_t got; (got = read(in, data, sizeof data)) != 0;)
		if (got < 0 || write(out, data, (size_t)got) != got)
			fail(from);
	close(in);
}

static void copy(const char *from, const char *to)
{
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0777);

	copy_to(from, out);
	if (close(out) < 0)
		fail(to);
}

static void redirect(const char *path, int fd)
{
	int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (out < 0 || dup2(out, fd) < 0)
		fail(path);
	close(out);
}

/* Runs the true program, with what it says in these files. */
static int run(const char *bin, const char *name, char **argv, const char *said,
               const char *complained)
{
	char list[PATH_BYTES], program[PATH_BYTES] = "";
	int status = 0;

	snprintf(list, sizeof list, "%s/%s.is", bin, name);
	FILE *file = fopen(list, "r");
	if (!file || !fgets(program, sizeof program, file))
		fail(list);
	fclose(file);
	program[strcspn(program, "\n")] = '\0';
	pid_t child = fork();
	if (child == 0) {
		redirect(said, STDOUT_FILENO);
		redirect(complained, STDERR_FILENO);
		argv[0] = program;
		execv(program, argv);
		fail(program);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		fail("fork");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 96;
}

/* Its output number i as it is kept; -1: what it says, -2: what it complains of. */
static const char *kept_path(const char *bin, int i)
{
	static char path[PATH_BYTES + 32];

	snprintf(path, sizeof path, "%s/kept/%016llx.%d", bin, (unsigned long long)sum, i);
	return path;
}

static int make(const char *bin, const char *name, char **argv)
{
	char said[PATH_BYTES + 64], complained[PATH_BYTES + 64];

	snprintf(said, sizeof said, "%s.%ld", kept_path(bin, -1), (long)getpid());
	snprintf(complained, sizeof complained, "%s.%ld", kept_path(bin, -2), (long)getpid());
	int status = run(bin, name, argv, said, complained);
	if (status) {
		copy_to(said, STDOUT_FILENO);
		copy_to(complained, STDERR_FILENO);
		unlink(said);
		unlink(complained);
		return status;
	}
	for (int i = 0; i < output_count; i++)
		copy(outputs[i], kept_path(bin, i));
	if (rename(complained, kept_path(bin, -2)) < 0 || rename(said, kept_path(bin, -1)) < 0)
		fail(said);
	return 0;
}

int main(int argc, char **argv)
{
	char self[PATH_BYTES] = "";

	if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
		fail("/proc/self/exe");
	char *name = strrchr(self, '/');
	*name++ = '\0';
	add(name, strlen(name) + 1);
	read_arguments(name, argc, argv);
	if (access(kept_path(self, -1), F_OK) < 0) {
		int status = make(self, name, argv);

		if (status)
			return status;
	} else {
		for (int i = 0; i < output_count; i++)
			copy(kept_path(self, i), outputs[i]);
	}
	copy_to(kept_path(self, -1), STDOUT_FILENO);
	copy_to(kept_path(self, -2), STDERR_FILENO);
	return 0;
}
