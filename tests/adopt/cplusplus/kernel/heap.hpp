#pragma once

namespace os::heap {

unsigned blocks();
unsigned freed();

} // namespace os::heap
