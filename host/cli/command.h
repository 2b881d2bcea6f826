#pragma once
/* command: the commands of `ingot`.
 *
 * A command is a function from a session (what the user asked for) to an exit
 * status. Whatever fails is reported where it fails; a command only returns
 * the status that the failure stands for. No command calls exit(). */
#include "host/base/status.h"
#include "host/build/session.h"

enum exit_status command_build(struct session *session);
enum exit_status command_clean(struct session *session);
enum exit_status command_doctor(struct session *session);
enum exit_status command_flash(struct session *session);
enum exit_status command_image(struct session *session);
enum exit_status command_new(struct session *session);
enum exit_status command_run(struct session *session);
enum exit_status command_target(struct session *session);
enum exit_status command_test(struct session *session);
enum exit_status command_watch(struct session *session);
