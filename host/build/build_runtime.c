#include "host/build/build_runtime.h"

#include "host/base/os_file.h"
#include "host/build/component.h"
#include "host/build/parts.h"

static enum exit_status make(const struct build *build, struct bytes config,
                             const char *const *flags, const struct kernel_names *names,
                             const char **folder)
{
	const struct component_request request = { build->session, &build->tools, build->ninja };
	struct runtime runtime = {
		.builtins_mem = build->project.build_std_features & STD_FEATURE_MEM,
		.optimized = build_is_optimized(build->profile),
		.sanitize = build->sanitize,
	};

	for (unsigned part = 1; part < STD_ALL; part *= 2)
		if (parts_has_archive(build, part))
			runtime.libraries |= part;
	return component_build_runtime(&request, config, flags, &runtime, names, folder);
}

enum exit_status build_runtime_start(struct build *build, struct bytes config,
                                     const char *const *flags)
{
	return make(build, config, flags, NULL, &build->runtime);
}

/* By the file system's clock: of the newest library. */
static int64_t libraries_time(const char *folder, struct arena scratch)
{
	struct text_list names = { .arena = &scratch };
	int64_t newest = 0;

	(void)os_list_folder(&scratch, folder, &names);
	for (size_t i = 0; i < names.count; i++) {
		struct os_file_facts facts;

		if (os_file_facts(path_join(&scratch, folder, names.items[i]), &facts) &&
		    !facts.is_folder && facts.modified_ns > newest)
			newest = facts.modified_ns;
	}
	return newest;
}

enum exit_status build_runtime_complete(const void *object)
{
	const struct build_needing *needing = object;
	const struct build *build = needing->build;
	const struct kernel_names names = kernel_names_find(build, needing->plan,
	                                                    build->session->keep);
	const char *folder;
	enum exit_status status = make(build, needing->config, needing->flags, &names, &folder);

	needing->plan->libraries = build->runtime;
	needing->plan->libraries_ns = libraries_time(build->runtime, build->session->scratch);
	return status;
}
