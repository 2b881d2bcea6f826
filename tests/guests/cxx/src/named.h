#pragma once
// named: says when it is constructed and destroyed.

struct named {
	const char *name;

	explicit named(const char *name);
	~named();
	void greet() const;
};

// In another source.
named &other();
