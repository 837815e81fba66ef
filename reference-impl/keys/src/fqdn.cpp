#include "plumbline/keys/fqdn.hpp"

namespace plumbline::keys {

Result<std::string> fqdn_of(std::string_view id, FqdnForm form) {
  constexpr std::string_view kAbsolute = "//";
  const bool absolute = id.starts_with(kAbsolute);
  const std::string_view path = absolute ? id.substr(kAbsolute.size()) : id;
  const bool has_empty_segment = path.empty() || path.front() == '/' || path.back() == '/' ||
                                 path.find("//") != std::string_view::npos;
  if (has_empty_segment || (!absolute && path.find('/') != std::string_view::npos)) {
    return fail(Errc::malformed, "neither an absolute id nor a domain name");
  }
  if (form == FqdnForm::verbatim) {
    return std::string{id};
  }
  std::string name;
  name.reserve(path.size());
  std::size_t end = path.size();
  for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos;
       slash = path.substr(0, end).rfind('/')) {
    name.append(path.substr(slash + 1, end - slash - 1)).push_back('.');
    end = slash;
  }
  return name.append(path.substr(0, end));
}

}  // namespace plumbline::keys
