/* ingot doctor: which tools are here, and what installs the missing ones. */
#include <stdio.h>

#include "host/base/os_file.h"
#include "host/cli/command.h"
#include "host/project/project.h"
#include "host/toolchain/toolchain.h"

static const char *state_word(const struct tool_row *row)
{
	switch (row->state) {
	case TOOL_GOOD:    return "good";
	case TOOL_WRONG:   return "WRONG";
	case TOOL_MISSING: break;
	}
	return row->optional ? "missing" : "MISSING";
}

static void print_row(const struct tool_row *row)
{
	printf("%-18s %-8s %-10s %s\n", row->name, state_word(row),
	       row->version ? row->version : "", row->path ? row->path : row->purpose);
	if (row->problem)
		printf("%-18s %s\n", "", row->problem);
	if (row->state != TOOL_GOOD && row->install)
		printf("%-18s to install: %s\n", "", row->install);
}

enum exit_status command_doctor(struct session *session)
{
	struct tool_row rows[TOOLCHAIN_ROWS];
	struct project project = { 0 };
	struct toolchain_request request = { .pin = &project.pin,
		                             .components = COMPONENT_ALL,
		                             .system_root = "" };
	bool good = true;

	/* The pin of a project counts, but a machine can be looked at without. */
	if ((session->options.manifest_path || os_file_exists(PROJECT_FILE)) &&
	    !project_load_settings(session->keep, session->options.manifest_path, &project))
		return STATUS_PROJECT;
	toolchain_report(session->keep, session->scratch, &request, rows);
	for (size_t i = 0; i < TOOLCHAIN_ROWS; i++) {
		print_row(&rows[i]);
		good = good && (rows[i].state == TOOL_GOOD || rows[i].optional);
	}
	printf("%s\n", good ? "everything that ingot needs is here"
	                    : "something that ingot needs is missing");
	return good ? STATUS_GOOD : STATUS_TOOL;
}
