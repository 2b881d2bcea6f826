# tap.awk: reads what a test program printed, strictly.
#
# usage: awk -v status=EXIT-STATUS -f tests/tap.awk FILE
#
# The first line printed is "PASSED FAILED SKIPPED"; a line "failed: TEXT" or
# "skipped: TEXT" follows for each test that is not simply good. A program that
# does not keep to the protocol fails: a plan that is missing or not met, wrong
# numbers, no test at all, an exit status that does not fit the verdicts.
#
# A program may print several blocks, each with its own plan line in front, as
# cmocka does for groups. Indented lines and comments are not looked at.

BEGIN { plan = -1; seen = 0 }

{ sub(/\r$/, "") }

/^1\.\.[0-9]+/ {
	if (plan >= 0) {
		end_block()
		seen = 0
	}
	plan = substr($1, 4) + 0
	planned += plan
	if (plan == 0 && tolower($0) ~ /# *skip/)
		skip("the whole program: " directive_reason($0))
	next
}

/^(not )?ok([ \t]|$)/ {
	seen++
	description = $0
	sub(/^(not )?ok[ \t]*/, "", description)
	if (description ~ /^[0-9]+/ && description + 0 != seen)
		fail("test " seen " is numbered " (description + 0))
	if (tolower(description) ~ /# *skip/)
		skip(description)
	else if ($1 == "ok")
		passed++
	else
		fail(description)
	next
}

/^Bail out!/ { fail($0) }

END {
	end_block()
	if (!seen_all && !skipped && !failed)
		fail("no test ran")
	if (status == 124)
		fail("ran out of time")
	else if (status != 0 && !failed)
		fail("ended with status " status)
	print passed + 0, failed + 0, skipped + 0
	for (i = 1; i <= note_count; i++)
		print notes[i]
}

function end_block()
{
	seen_all += seen
	if (plan < 0 && seen)
		fail("no plan line")
	else if (plan >= 0 && seen < plan)
		fail((plan - seen) " of " plan " planned tests did not run")
	else if (plan >= 0 && seen > plan)
		fail((seen - plan) " tests more ran than the " plan " planned")
}

function directive_reason(line)
{
	sub(/^.*# *[Ss][Kk][Ii][Pp][a-z]*:? */, "", line)
	return line
}

function note(text) { notes[++note_count] = text }
function fail(text) { failed++; note("failed: " text) }
function skip(text) { skipped++; note("skipped: " text) }
