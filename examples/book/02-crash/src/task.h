#pragma once

struct task {
	const char *name;
	const struct task *next; /* NULL: the last one */
};

/* The task that comes `count` places after this one, or NULL. */
const struct task *task_after(const struct task *task, int count);
