#include "host/build/make.h"

#include "host/build/record.h"

enum exit_status make_run(const struct ninja_request *request, const struct make_check *check,
                          struct arena scratch)
{
	const struct plan *plan = request->plan;

	if (plan->dry_run)
		return ninja_run(request, scratch);
	if (record_is_current(plan, scratch))
		return STATUS_GOOD;
	if (!record_begin(plan, scratch))
		return STATUS_PROJECT;
	enum exit_status status = ninja_run(request, scratch);
	if (status == STATUS_GOOD && check && !check->run(check->object))
		status = STATUS_PROJECT;
	return record_end(plan, status == STATUS_GOOD, scratch) || status ? status : STATUS_PROJECT;
}
