#pragma once
// shape: figures behind a virtual interface.

class shape {
public:
	virtual ~shape() = default;
	virtual const char *name() const = 0;
	virtual unsigned area() const = 0;
};

class rectangle : public shape {
public:
	constexpr rectangle(unsigned width, unsigned height) : width(width), height(height) {}
	const char *name() const override { return "rectangle"; }
	unsigned area() const override { return width * height; }

private:
	unsigned width, height;
};

class square final : public rectangle {
public:
	constexpr explicit square(unsigned side) : rectangle(side, side) {}
	const char *name() const override { return "square"; }
};
