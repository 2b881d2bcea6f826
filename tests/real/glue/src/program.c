/* A kernel that is a program: calls main with the words of the command line, or of
 * `-fw_cfg name=opt/words,string=...` if QEMU has it, and ends as it ends. Clock:
 * seconds since an arbitrary start, as the time stamp counter of an emulator counts
 * nanoseconds. */
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/fw_cfg.h>
#include <runtime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX     16
#define LINE_SIZE     256
#define START_SECONDS 1700000000 /* 2023 */

int main(int count, char **words);

int runtime_time(int64_t *seconds, uint32_t *nanoseconds)
{
	uint64_t stamp = cpu_read_tsc();

	*seconds = (int64_t)(START_SECONDS + stamp / 1000000000);
	*nanoseconds = (uint32_t)(stamp % 1000000000);
	return 0;
}

static void read_words(char *line, const char *command_line)
{
	struct fw_cfg_file file;

	if (fw_cfg_find("opt/words", &file)) {
		snprintf(line, LINE_SIZE, "%s", command_line);
		return;
	}
	if (file.size_bytes >= LINE_SIZE || fw_cfg_read(&file, 0, line, file.size_bytes))
		abort();
	line[file.size_bytes] = '\0';
}

static void run(const struct boot_info *boot)
{
	static char line[LINE_SIZE];
	static char *words[WORDS_MAX + 1] = { "program" };
	int count = 1;

	read_words(line, boot->command_line);
	for (char *word = strtok(line, " "); word && count < WORDS_MAX; count++) {
		words[count] = word;
		word = strtok(NULL, " ");
	}
	int status = main(count, words);
	printf("the program ended with status %d\n", status);
	exit(status);
}
ENTRY_POINT(run)
BOOT_CONFIG(.kernel_stack_size = 4 * MiB)
