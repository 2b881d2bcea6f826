/* ingot.yaml and, behind a line "%%", that of the workspace around it. What is refused
 * was said, what is taken was not complained of; and boot/ingot.conf, which is made of it,
 * has one line for each thing that was asked for: no value gets out of its own.
 *
 * Runs: 3000
 * Longest: 600 */
#include <string.h>

#include "abi/ingot_conf.h"
#include "host/build/boot_conf.h"
#include "host/project/project.h"
#include "workplace.h"

static size_t count_lines(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

static void look_at_conf(struct arena *keep, const struct project *project)
{
	struct text_list modules = { .arena = keep };

	for (size_t i = 0; i < project->image.modules.count; i++)
		text_list_add(&modules, boot_conf_module(keep, project, i, false));
	const char *text = boot_conf_text(keep, project, &modules, NULL);
	size_t wanted = 2 + project->image.modules.count;

	wanted += *project->image.cmdline != '\0';

	HOLDS(strlen(text) <= CONF_SIZE_MAX);
	HOLDS(project->image.modules.count <= CONF_MODULES_MAX);
	HOLDS_EQUAL(count_lines(text), wanted);
}

static void look_at(struct arena *keep, const struct project *project)
{
	int errors = diag_error_count();

	HOLDS(project_name_is_valid(project->name));
	HOLDS(project->test.timeout_s >= 1 && project->test.timeout_s <= PROJECT_TIMEOUT_S_MAX);
	HOLDS(project->target && project->image.cmdline);
	HOLDS(project->image.firmware && !(project->image.firmware & ~(unsigned)FIRMWARE_ALL));
	HOLDS_EQUAL(project->defines.items ? project->defines.items[project->defines.count] != NULL
	                                   : false,
	            false);
	if (boot_conf_check(project, *keep))
		look_at_conf(keep, project);
	else
		HOLDS(diag_error_count() > errors);
	errors = diag_error_count();
	HOLDS(project_check_includes(project) || diag_error_count() > errors);
	errors = diag_error_count();
	HOLDS(project_check_modules(project) || diag_error_count() > errors);
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	size_t own = workplace_split(data, size, "%%\n");
	size_t rest = own + 3 < size ? own + 3 : size;
	int errors = diag_error_count();
	struct project project;

	workplace_file(".git", data, 0); /* the search ends here */
	workplace_file("ingot.yaml", data + rest, size - rest);
	const char *path = workplace_file("kernel/ingot.yaml", data, own);
	if (project_load(&keep, path, &project)) {
		HOLDS_EQUAL(diag_error_count(), errors);
		look_at(&keep, &project);
	} else {
		HOLDS(diag_error_count() > errors);
	}
}
