#pragma once
#include <cstddef>

namespace drivers {

class Console {
public:
	virtual ~Console() = default;
	virtual void write(const char *text, std::size_t size) = 0;
};

class SerialConsole final : public Console {
public:
	SerialConsole();
	void write(const char *text, std::size_t size) override;
};

} // namespace drivers
