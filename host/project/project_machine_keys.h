#pragma once
/* project_machine_keys: the keys of ingot.yaml that are about an image and the machines
 * that boot it. The object of these fields is a struct project_reader. */
#include "host/project/project_values.h"

extern const struct node_type project_image_type, project_run_type, project_test_type;
bool project_read_image(void *object, const struct node *value);
bool project_read_run(void *object, const struct node *value);
bool project_read_test(void *object, const struct node *value);
