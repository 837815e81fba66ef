#include "text_list.hpp"

namespace plumbline::onem2m {

Json split(std::string_view text, char separator) {
  Json list = Json::array();
  while (true) {
    const std::size_t end = text.find(separator);
    list.push_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return list;
    }
    text.remove_prefix(end + 1);
  }
}

std::string join(JsonReader& reader, std::string_view name, const Json& list, char separator) {
  std::string joined;
  for (const Json& element : list) {
    if (!element.is_string()) {
      reader.refuse(name, "must be a list of strings");
      return {};
    }
    joined += element.get_ref<const std::string&>();
    joined += separator;
  }
  return joined.substr(0, joined.empty() ? 0 : joined.size() - 1);
}

}  // namespace plumbline::onem2m
