#include "target.hpp"

#include "plumbline/onem2m/parameter_value.hpp"

#include <algorithm>

namespace plumbline::adapters::coap {
namespace {

constexpr std::size_t kMaxValue = 255;  ///< of Uri-Path, Uri-Query and Location-Path
constexpr std::size_t kMaxQueryFields = 64;
constexpr std::size_t kMaxQuoted = 64;  ///< of a peer's text, in messages

/// RFC 7252 clause 5.10.1: a segment is never "." or ".."; one with '/' would be several of To.
bool is_segment(std::string_view text) {
  return text.size() <= kMaxValue && text != "." && text != ".." &&
         text.find('/') == std::string_view::npos && onem2m::is_clean_text(text);
}

Result<void> add_segments(Message& message,
                          std::uint16_t number,
                          std::string_view path,
                          std::string_view what) {
  for (bool more = true; more;) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    if (!is_segment(segment)) {
      return fail(Errc::invalid_value,
                  std::string{what} + ": no option can carry the segment '" +
                      std::string{segment.substr(0, kMaxQuoted)} + "'");
    }
    add_option(message, number, segment);
    more = end < path.size();
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return success();
}

}  // namespace

Result<void> add_path(Message& message, std::string_view path, std::string_view what) {
  if (path.empty()) {
    return success();
  }
  return add_segments(message, option::kUriPath, path.substr(path.starts_with('/') ? 1 : 0), what);
}

Result<void> add_target(Message& message,
                        std::uint16_t number,
                        std::string_view target,
                        std::string_view what) {
  if (target.starts_with("//")) {
    add_option(message, number, "_");
    return add_segments(message, number, target.substr(2), what);
  }
  if (target.starts_with('/')) {
    add_option(message, number, "~");
    return add_segments(message, number, target.substr(1), what);
  }
  const auto first = target.substr(0, target.find('/'));
  if (first.size() < target.size() && (first == "~" || first == "_")) {
    return fail(Errc::invalid_value,
                std::string{what} + ": a first segment '" + std::string{first} +
                    "' would be taken for another form of address");
  }
  return add_segments(message, number, target, what);
}

Result<void> TargetReader::take(std::string_view option, const Option& segment) {
  const auto text = as_text(segment.value);
  if (!is_segment(text)) {
    return fail(Errc::invalid_value,
                std::string{option} + ": '.', '..', '/', a control character or no UTF-8");
  }
  if (count_++ == 0) {
    first_ = text;
  } else {
    rest_ += '/';
    rest_ += text;
  }
  return success();
}

std::string TargetReader::target() const {
  if (count_ > 1 && first_ == "~") {
    return rest_;
  }
  return (count_ > 1 && first_ == "_" ? "/" : first_) + rest_;
}

Result<void> add_query_field(Message& message, std::string_view name, std::string_view value) {
  const auto field = std::string{name} + '=' + std::string{value};
  if (name.empty() || name.find('=') != std::string_view::npos || field.size() > kMaxValue ||
      !onem2m::is_clean_text(field)) {
    return fail(Errc::invalid_value,
                std::string{name.substr(0, kMaxQuoted)} +
                    ": Uri-Query carries name=value in 255 octets of text");
  }
  add_option(message, option::kUriQuery, field);
  return success();
}

Result<void> take_query_field(onem2m::Parameters& fields, const Option& option) {
  const auto field = as_text(option.value);
  const auto equals = field.find('=');
  if (!onem2m::is_clean_text(field)) {
    return fail(Errc::malformed, "Uri-Query: control character or octets that are no UTF-8");
  }
  const auto quoted = "Uri-Query '" + std::string{field.substr(0, kMaxQuoted)} + "'";
  if (equals == std::string_view::npos || equals == 0) {
    return fail(Errc::malformed, quoted + " is no name=value");
  }
  const auto name = field.substr(0, equals);
  const auto value = field.substr(equals + 1);
  const auto type = onem2m::type_in_query(name);
  if (type && !onem2m::conforms(*type, value)) {
    return fail(Errc::invalid_value, quoted + ": not " + std::string{onem2m::describe(*type)});
  }
  if (fields.size() == kMaxQueryFields) {
    return fail(Errc::too_large, "more than 64 options Uri-Query");
  }
  if (!fields.emplace(name, value).second) {
    return fail(Errc::malformed, quoted + ": its name is there twice");
  }
  return success();
}

}  // namespace plumbline::adapters::coap
