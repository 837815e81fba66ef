#include "retrieval.hpp"

#include "plumbline/onem2m/resource_type.hpp"

#include "result_content.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::entities {

namespace {

using onem2m::Status;

/// Which descendants an answer shows.
struct Scope {
  std::size_t limit = 1'000;  ///< lim; what this CSE shows at most when absent or larger
  std::size_t level = 32;     ///< lvl
  std::size_t offset = 1;     ///< ofst: direct child to begin with, from 1
};

Outcome<std::size_t> number_in(const onem2m::RequestPrimitive& request,
                               std::string_view name,
                               std::size_t otherwise) {
  const auto parameter = request.query.find(name);
  if (parameter == request.query.end()) {
    return otherwise;
  }
  std::size_t number = 0;
  const std::string& text = parameter->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) {
    return refuse(Status::bad_request, std::string(name) + ": must be a positive number");
  }
  return number;
}

Outcome<Scope> scope_of(const onem2m::RequestPrimitive& request) {
  Scope scope;
  PLUMBLINE_TRY(const auto limit, number_in(request, "lim", scope.limit));
  PLUMBLINE_TRY(scope.level, number_in(request, "lvl", scope.level));
  PLUMBLINE_TRY(scope.offset, number_in(request, "ofst", scope.offset));
  scope.limit = std::min(scope.limit, limit);
  return scope;
}

/// Collects the descendants of one resource, whole direct children at a time.
class Descendants {
 public:
  Descendants(const Call& call, Scope scope) : call_(call), scope_(scope) {}

  /// Adds the nested representation of the children to `attributes`.
  void nest(const Resource& resource, Json& attributes) {
    each_direct_child(resource, [&](const Resource& child) {
      Json nested = nested_child(child, 1);
      if (fits()) {
        attributes[child.root].push_back(std::move(nested));
      }
    });
  }

  /// The references to all descendants as m2m:listOfChildResourceRef.
  [[nodiscard]] Json references(const Resource& resource) {
    Json list = Json::array();
    each_direct_child(resource, [&](const Resource& child) {
      Json below = Json::array();
      refer(child, 1, below);
      if (fits()) {
        list.insert(list.end(), below.begin(), below.end());
      }
    });
    return list;
  }

  /// Where to go on when not all were shown; 0 when they were.
  /// @source TS-0001 clause 8.1.2 (Content Status, Content Offset)
  [[nodiscard]] std::size_t next_offset() const noexcept { return next_offset_; }

 private:
  [[nodiscard]] bool fits() const noexcept { return shown_ <= scope_.limit; }

  [[nodiscard]] bool is_visible(const Resource& resource) const {
    return call_.policy.permits(
        {.originator = call_.originator, .operation = Access::retrieve, .target = resource},
        call_.tree,
        call_.configuration);
  }

  template <typename Visit>
  void each_direct_child(const Resource& resource, Visit visit) {
    std::size_t position = 0;
    for (const Resource* child : call_.tree.children(resource.id)) {
      if (!is_visible(*child) || ++position < scope_.offset) {
        continue;
      }
      visit(*child);
      if (!fits()) {
        next_offset_ = position;
        return;
      }
    }
  }

  Json nested_child(const Resource& resource, std::size_t level) {
    ++shown_;
    Json attributes = call_.policy.represent(resource);
    if (level < scope_.level) {
      for (const Resource* child : call_.tree.children(resource.id)) {
        if (fits() && is_visible(*child)) {
          attributes[child->root].push_back(nested_child(*child, level + 1));
        }
      }
    }
    return attributes;
  }

  void refer(const Resource& resource, std::size_t level, Json& list) {
    ++shown_;
    const auto format = call_.request.query.find("drt");
    const bool structured = format == call_.request.query.end() || format->second != "2";
    Json reference{{"nm", resource.name},
                   {"typ", resource.type},
                   {"val", structured ? call_.tree.address(resource) : resource.id}};
    if (resource.attributes.contains("cnd")) {
      reference["spid"] = resource.attributes["cnd"];
    }
    list.push_back(std::move(reference));
    if (level < scope_.level) {
      for (const Resource* child : call_.tree.children(resource.id)) {
        if (fits() && is_visible(*child)) {
          refer(*child, level + 1, list);
        }
      }
    }
  }

  const Call& call_;
  Scope scope_;
  std::size_t shown_ = 0;
  std::size_t next_offset_ = 0;
};

/// The attributes that atrl names, or all.
Outcome<Json> chosen_attributes(const Call& call, const Resource& target) {
  Json all = call.policy.represent(target);
  const auto list = call.request.query.find("atrl");
  if (list == call.request.query.end()) {
    return all;
  }
  const auto* info = onem2m::info_of(target.type, target.root);
  Json chosen = Json::object();
  std::string_view rest = list->second;
  while (!rest.empty()) {
    const auto plus = std::min(rest.find('+'), rest.size());
    const std::string name(rest.substr(0, plus));
    rest.remove_prefix(std::min(plus + 1, rest.size()));
    const bool known = info != nullptr &&
                       std::ranges::find(info->attributes, name, &onem2m::AttributeRule::name) !=
                           info->attributes.end();
    if (!known) {
      return refuse(Status::bad_request,
                    "atrl: " + target.root + " has no attribute " + name.substr(0, 64));
    }
    if (all.contains(name)) {
      chosen[name] = all[name];
    }
  }
  return chosen;
}

}  // namespace

Outcome<onem2m::ResponsePrimitive> retrieve(Call& call, const Resource& target) {
  if (call.request.content) {
    return refuse(Status::not_implemented, "pc: a RETRIEVE takes its attribute list from atrl");
  }
  PLUMBLINE_TRY(const auto shown, result_content_of(call.request));
  PLUMBLINE_TRY(const auto scope, scope_of(call.request));
  PLUMBLINE_TRY(Json representation, chosen_attributes(call, target));
  Descendants descendants(call, scope);
  Json content;
  if (shown == ResultContent::references) {
    content = {{"m2m:rrl", {{"rrf", descendants.references(target)}}}};
  } else {
    if (shown == ResultContent::children) {
      representation = Json::object();
    }
    if (shown == ResultContent::attributes_and_children || shown == ResultContent::children) {
      descendants.nest(target, representation);
    }
    if (shown == ResultContent::attributes_and_references) {
      representation["ch"] = descendants.references(target);
    }
    content = {{target.root, std::move(representation)}};
  }
  auto response = onem2m::respond_with(call.request, Status::ok, std::move(content));
  if (descendants.next_offset() != 0) {
    response.parameters["cts"] = "1";
    response.parameters["cto"] = std::to_string(descendants.next_offset());
  }
  return response;
}

}  // namespace plumbline::entities
