#include "flat_object.hpp"

namespace plumbline::jose {

namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool take(char expected) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != expected) {
      return false;
    }
    ++at_;
    return true;
  }

  std::optional<std::string_view> take_string() {
    if (!take('"')) {
      return {};
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_plain(text_[at_])) {
      ++at_;
    }
    if (at_ >= text_.size() || text_[at_] != '"') {
      return {};
    }
    return text_.substr(begin, at_++ - begin);
  }

  bool at_end() {
    skip_space();
    return at_ == text_.size();
  }

 private:
  static bool is_plain(char c) { return c >= 0x20 && c <= 0x7e && c != '"' && c != '\\'; }

  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n')) {
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const FlatObject::Member* FlatObject::find(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    if (members[i].name == name) {
      return &members[i];
    }
  }
  return nullptr;
}

std::optional<FlatObject> read_flat_object(std::string_view text) noexcept {
  Scanner scanner{text};
  FlatObject object;
  if (!scanner.take('{')) {
    return {};
  }
  do {
    const auto name = scanner.take_string();
    if (!name || object.count == FlatObject::kMaxMembers || object.find(*name) != nullptr ||
        !scanner.take(':')) {
      return {};
    }
    const auto value = scanner.take_string();
    if (!value) {
      return {};
    }
    object.members[object.count++] = {.name = *name, .value = *value};
  } while (scanner.take(','));
  if (!scanner.take('}') || !scanner.at_end()) {
    return {};
  }
  return object;
}

}  // namespace plumbline::jose
