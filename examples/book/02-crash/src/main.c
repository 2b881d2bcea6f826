/* Chapter 2: the kernel that crashed, fixed. */
#include <ingot/boot.h>
#include <stdio.h>

#include "task.h"

static const struct task idle = { "idle", NULL };
static const struct task shell = { "shell", &idle };
static const struct task init = { "init", &shell };

static void kernel_main(const struct boot_info *boot)
{
	const struct task *task;

	(void)boot;
	for (int i = 0; (task = task_after(&init, i)) != NULL; i++)
		printf("task %d: %s\n", i, task->name);
}
ENTRY_POINT(kernel_main)
