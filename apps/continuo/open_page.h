// The browser, where there is one to see.
#pragma once

#include <string>

namespace continuo {

// Asks the desktop to open the page; does nothing where there is no desktop. Returns at once.
void open_page(const std::string& url);

}  // namespace continuo
