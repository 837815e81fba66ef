#include "json_builder.hpp"

#include "plumbline/core/quoted_name.hpp"

#include <utility>

namespace plumbline {

bool JsonBuilder::key(Json::string_t& name) {
  auto& members = open_.back()->get_ref<Json::object_t&>();
  const auto [member, added] = members.try_emplace(std::move(name));
  if (!added) {
    return refuse(Errc::malformed, "duplicate member " + quoted_name(member->first));
  }
  member_ = &member->second;
  return true;
}

bool JsonBuilder::refuse(Errc code, std::string why) {
  failure_ = fail(code, std::move(why));
  return false;
}

Json* JsonBuilder::add(Json value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return &root_;
  }
  if (++values_ > limits_.values) {
    refuse(Errc::too_large, "more than " + std::to_string(limits_.values) + " values");
    return nullptr;
  }
  Json& parent = *open_.back();
  if (parent.is_array()) {
    return &parent.get_ref<Json::array_t&>().emplace_back(std::move(value));
  }
  *member_ = std::move(value);
  return member_;
}

bool JsonBuilder::open(Json::value_t kind) {
  if (open_.size() >= limits_.depth) {
    return refuse(Errc::too_large, "nested deeper than " + std::to_string(limits_.depth));
  }
  Json* const value = add(kind);
  if (value == nullptr) {
    return false;
  }
  open_.push_back(value);
  return true;
}

bool JsonBuilder::close() {
  open_.pop_back();
  return true;
}

}  // namespace plumbline
