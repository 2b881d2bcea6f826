# layers.awk: holds the includes of a tree against the table of directories in
# docs/architecture.md.
#
# usage: cd ROOT && awk -f layers.awk docs/architecture.md SOURCE...
#
# A row of the table is "| `directory/` | job | what it may include |". The last
# cell names directories in the same quotes, each of which stands in a later row, so
# that all arrows point down; "directory/**" is a directory with all below it.
# Headers whose source has another name are listed in the cell of the job, as
# `<ingot/NAME.h>`, for which that directory answers.
#
# Prints a line for each include that no row allows, for each directory with
# sources that no row names, for each allowance that nobody uses, and for each
# ring of modules (x.c, x.S and x.h are one): none is the good case.

# --- The table -------------------------------------------------------------

function cut_quote(text) {
	return match(text, /`[^`]+`/) ? substr(text, RSTART + 1, RLENGTH - 2) : ""
}

function read_row(line,    cells, directory, text, name) {
	split(line, cells, "|")
	directory = cut_quote(cells[2])
	if (directory !~ /\/(\*\*)?$/)
		return
	row[directory] = ++rows
	row_line[directory] = FNR
	for (text = cells[4]; (name = cut_quote(text)) != ""; text = substr(text, RSTART + RLENGTH))
		allowed[directory, name] = FNR
	for (text = cells[3]; (name = cut_quote(text)) != ""; text = substr(text, RSTART + RLENGTH))
		if (name ~ /^<ingot\/.*>$/)
			home[substr(name, 2, length(name) - 2)] = directory
}

# The row that a directory ("a/b/") belongs to, or "".
function row_of(directory,    above) {
	if (directory in row)
		return directory
	for (above = directory; above != ""; sub(/[^\/]*\/$/, "", above))
		if ((above "**") in row)
			return above "**"
	return ""
}

# --- The sources -----------------------------------------------------------

function folder_of(path) {
	sub(/[^\/]*$/, "", path)
	return path
}

function base_of(path) {
	sub(/^.*\//, "", path)
	sub(/\.[a-zA-Z]*$/, "", path)
	return path
}

# A public header of the kit is of the module whose name it has, wherever in
# kit/ that lies: known once all files have been seen.
function module_of(path) {
	if (path ~ /^kit\/include\//)
		return base_of(path) in kit_source ? kit_source[base_of(path)] base_of(path) : path
	return folder_of(path) base_of(path)
}

function row_of_file(path,    public) {
	if (path ~ /^kit\/include\//) {
		public = path
		sub(/^kit\/include\//, "", public)
		if (public in home)
			return home[public]
		if (base_of(path) in kit_source)
			return row_of(kit_source[base_of(path)])
	}
	return row_of(folder_of(path))
}

# "a/b/../c" without the dots.
function normal(path) {
	while (match(path, /[^\/.]+\/\.\.\//))
		path = substr(path, 1, RSTART - 1) substr(path, RSTART + RLENGTH)
	return path
}

# The file of the tree that an include means, or "".
function resolve(from, name, quoted) {
	if (quoted && (normal(folder_of(from) name) in known))
		return normal(folder_of(from) name)
	if (quoted && (name in known))
		return name
	if (("kit/include/" name) in known)
		return "kit/include/" name
	if (from !~ /^(host|observe)\// && (("runtime/include/" name) in known))
		return "runtime/include/" name
	return ""
}

BEGIN {
	for (i = 2; i < ARGC; i++) {
		known[ARGV[i]] = 1
		if (ARGV[i] ~ /^kit\/[a-z_]+\/[a-z_]+\.[cS]$/)
			kit_source[base_of(ARGV[i])] = folder_of(ARGV[i])
	}
}

FILENAME == ARGV[1] {
	if (/^\| `[a-z]/)
		read_row($0)
	next
}

/^[ \t]*#[ \t]*include[ \t]*["<]/ {
	name = $0
	sub(/^[^"<]*["<]/, "", name)
	sub(/[">].*$/, "", name)
	edges++
	edge_from[edges] = FILENAME
	edge_line[edges] = FNR
	edge_to[edges] = resolve(FILENAME, name, $0 ~ /include[ \t]*"/)
}

# --- What is wrong ---------------------------------------------------------

function check_folder(path,    directory) {
	directory = folder_of(path)
	if (row_of_file(path) == "" && !(directory in unnamed)) {
		unnamed[directory] = 1
		print path ":1: no row of the table names the directory " directory
	}
}

# To those outside, the kit is its public headers.
function check_edge(e,    from, to) {
	from = row_of_file(edge_from[e])
	to = row_of_file(edge_to[e])
	if (edge_to[e] ~ /^kit\/include\// && edge_from[e] !~ /^kit\//)
		to = row_of(folder_of(edge_to[e]))
	if (from == "" || to == "" || from == to)
		return
	if ((from, to) in allowed)
		used[from, to] = 1
	else
		printf "%s:%d: %s may not include %s (%s)\n", edge_from[e], edge_line[e], from, to,
			edge_to[e]
}

function check_allowance(pair,    parts) {
	split(pair, parts, SUBSEP)
	if (!(parts[2] in row))
		print ARGV[1] ":" allowed[pair] ": " parts[2] " is in no row"
	else if (row[parts[2]] <= row[parts[1]])
		print ARGV[1] ":" allowed[pair] ": " parts[2] " does not come after " parts[1]
	else if (!(pair in used))
		print ARGV[1] ":" allowed[pair] ": " parts[1] " does not include " parts[2]
}

# Depth first; a module that is reached while it is being visited closes a ring.
function visit(module,    i, e, next_module) {
	state[module] = 1
	path_module[++depth] = module
	for (i = 1; i <= out_count[module]; i++) {
		e = out[module, i]
		next_module = module_of(edge_to[e])
		path_edge[depth] = e
		if (state[next_module] == 1)
			report_ring(next_module)
		else if (!state[next_module])
			visit(next_module)
	}
	depth--
	state[module] = 2
}

function report_ring(module,    i, text) {
	for (i = depth; path_module[i] != module; i--)
		;
	text = edge_from[path_edge[depth]] ":" edge_line[path_edge[depth]] ": a ring of modules:"
	for (; i <= depth; i++)
		text = text " " edge_from[path_edge[i]] ":" edge_line[path_edge[i]] " ->"
	print text " " module
}

END {
	for (i = 2; i < ARGC; i++)
		check_folder(ARGV[i])
	for (e = 1; e <= edges; e++) {
		if (edge_to[e] == "")
			continue
		check_edge(e)
		module = module_of(edge_from[e])
		if (module != module_of(edge_to[e]))
			out[module, ++out_count[module]] = e
	}
	for (pair in allowed)
		check_allowance(pair)
	for (i = 2; i < ARGC; i++)
		if (!state[module_of(ARGV[i])])
			visit(module_of(ARGV[i]))
	if (!rows || !edges)
		print ARGV[1] ":1: no table, or no sources"
}
