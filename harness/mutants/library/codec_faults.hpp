/// @file
/// What faulty codecs are written from: they ask or answer something else than the right one.

#pragma once

#include "plumbline/core/json.hpp"
#include "plumbline/core/result.hpp"

#include "library/mutant_of.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::harness {

/// Changes the input of one operation.
using ChangeInput = std::function<void(Json& in)>;
/// Changes the answer to one operation; `in` is what was asked.
using ChangeAnswer = std::function<void(Json& answer, const Json& in)>;

inline SlotFault asked_otherwise(std::string_view operation, ChangeInput change) {
  SlotFault fault;
  fault.codec = [operation = std::string{operation}, change = std::move(change)](Codec right) {
    return [operation, change, right = std::move(right)](const Json& request) {
      Json changed = request;
      if (request.at("op") == operation) {
        change(changed.at("in"));
      }
      return right(changed);
    };
  };
  return fault;
}

inline SlotFault answered_otherwise(std::string_view operation, ChangeAnswer change) {
  SlotFault fault;
  fault.codec = [operation = std::string{operation}, change = std::move(change)](Codec right) {
    return [operation, change, right = std::move(right)](const Json& request) -> Result<Json> {
      PLUMBLINE_TRY(Json answer, right(request));
      if (request.at("op") == operation) {
        change(answer, request.at("in"));
      }
      return answer;
    };
  };
  return fault;
}

inline ChangeAnswer shows_another(std::string member, Json value) {
  return [member = std::move(member), value = std::move(value)](Json& answer, const Json& /*in*/) {
    if (answer.contains("out") && answer.at("out").contains(member)) {
      answer.at("out").at(member) = value;
    }
  };
}

inline Mutant codec_that(std::string name,
                         std::string description,
                         const std::string& target,
                         SlotFault fault) {
  return mutant_of(Role::codec, std::move(name), std::move(description), target, std::move(fault));
}

/// Adds codecs to a list: add(name, description, target, fault).
inline auto adder_to(std::vector<Mutant>& out) {
  return [&out](std::string name, std::string what, const std::string& by, SlotFault fault) {
    out.push_back(codec_that(std::move(name), std::move(what), by, std::move(fault)));
  };
}

}  // namespace plumbline::harness
