#include "host/build/make.h"

#include "host/build/record.h"

static enum exit_status run_first(const struct ninja_request *request,
                                  const struct make_first *first, struct arena scratch)
{
	struct ninja_request part = *request;
	enum exit_status status;

	part.target = first->target;
	status = ninja_run(&part, scratch);
	return status ? status : first->then(first->object);
}

enum exit_status make_run_parts(const struct ninja_request *request, const struct make_first *first,
                                const struct make_check *check, struct arena scratch)
{
	const struct plan *plan = request->plan;
	enum exit_status status = STATUS_GOOD;

	if (plan->dry_run)
		return ninja_run(request, scratch);
	if (record_is_current(plan, scratch))
		return STATUS_GOOD;
	if (!record_begin(plan, scratch))
		return STATUS_PROJECT;
	if (first)
		status = run_first(request, first, scratch);
	if (status == STATUS_GOOD)
		status = ninja_run(request, scratch);
	if (status == STATUS_GOOD && check && !check->run(check->object))
		status = STATUS_PROJECT;
	return record_end(plan, status == STATUS_GOOD, scratch) || status ? status : STATUS_PROJECT;
}

enum exit_status make_run(const struct ninja_request *request, const struct make_check *check,
                          struct arena scratch)
{
	return make_run_parts(request, NULL, check, scratch);
}
