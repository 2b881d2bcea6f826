#include "task.h"

#include <stddef.h>

const struct task *task_after(const struct task *task, int count)
{
	while (task != NULL && count > 0) {
		task = task->next;
		count--;
	}
	return task;
}
