/* kernel_names: see kernel_names.h. Objects of link-time optimization are none of ELF: what
 * code generation will call is not in them. Flags and scripts of the linker's may ask for
 * anything, and what is linked as it is may be an archive. */
#include "host/build/kernel_names.h"

#include <string.h>

#include "host/base/os_file.h"
#include "host/build/link.h"
#include "host/build/object.h"

static bool can_foresee(const struct build *build)
{
	return !build->project.ldflags.count && !build->target.pre_link.count &&
	       !build->target.post_link.count && !build->script.path && !build->links_foreign;
}

static bool read_object(const char *path, struct arena scratch, struct text_list *left,
                        struct text_list *defined)
{
	struct object object;
	struct bytes file;

	if (!os_read_file(&scratch, path, &file) || object_open(file, &object))
		return false;
	for (size_t i = object.first_global; i < object.count; i++) {
		struct text_list *list = object_defines(&object, i) ? defined : left;
		const char *name = object_name(&object, i);

		/* The linker may take a library's in the place of a tentative definition. */
		if (le16_get(object.symbols[i].section) == ELF_INDEX_COMMON)
			return false;
		if (list == defined || object_demands(&object, i))
			text_list_add(list, text_copy(list->arena, name, strlen(name)));
	}
	return true;
}

struct kernel_names kernel_names_find(const struct build *build, const struct plan *plan,
                                      struct arena *keep)
{
	struct text_list left = { .arena = keep }, defined = { .arena = keep };
	struct kernel_names names = { .is_unknown = !can_foresee(build),
		                      .needed = { .arena = keep } };

	for (size_t i = 0; i < plan->step_count && !names.is_unknown; i++)
		if (plan->steps[i].source &&
		    !read_object(plan->steps[i].output, build->session->scratch, &left, &defined))
			names.is_unknown = true;
	text_list_sort(&left);
	text_list_sort(&defined);
	for (size_t i = 0; i < left.count; i++)
		if (!text_list_finds(&defined, left.items[i]) &&
		    (i == 0 || !text_equal(left.items[i - 1], left.items[i])))
			text_list_add(&names.needed, left.items[i]);
	link_list_names(build, &names.needed);
	return names;
}
