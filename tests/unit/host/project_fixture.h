#pragma once
/* project_fixture: what tests of ingot.yaml share: a project in hello/. */
#include "fixture.h"
#include "host/project/project.h"
#include "tests/unit/unit.h"

bool load_text(const char *text, struct project *project);
void assert_taken(const char *text, struct project *project);
void assert_text_refused(const char *text, const char *report);
/* A file of one line: the column, the sentence and the hint. */
void assert_refused(const char *line, int column, const char *sentence, const char *hint);
const char *join_placed(const struct placed_list *list);
const char *join(const struct text_list *list);
