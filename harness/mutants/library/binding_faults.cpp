// Hosting CSEs that are right but for what they put on the wire of one binding.

#include "plumbline/adapters/coap/codec.hpp"
#include "plumbline/adapters/coap/datagram.hpp"
#include "plumbline/adapters/http/codec.hpp"
#include "plumbline/adapters/mqtt/payload.hpp"
#include "plumbline/adapters/mqtt/topic.hpp"

#include "library/claimed.hpp"
#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::harness {
namespace {

namespace coap = adapters::coap;
namespace http = adapters::http;
namespace mqtt = adapters::mqtt;
using onem2m::Association;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;

// --- answers that are changed after they were written --------------------------------------------

SlotFault http_answer(std::function<void(http::Response&)> change) {
  return {.reply = [change = std::move(change)](const IncomingRequest& /*incoming*/,
                                                const ResponsePrimitive& answer) -> Reply {
    auto response = http::encode_response(answer);
    if (!response) {
      return answer;
    }
    change(response.value());
    return RawReply{.octets = http::to_octets(response.value()), .then = RawReply::Then::keep_open};
  }};
}

/// Each answer in XML, without the last character of an instance's content.
SlotFault http_answer_in_xml_cut_short() {
  return {.reply = [](const IncomingRequest& /*incoming*/, ResponsePrimitive answer) -> Reply {
    constexpr std::string_view kInstance = "m2m:cin";
    if (answer.content && answer.content->contains(kInstance)) {
      Json& instance = answer.content->at(kInstance);
      auto content = text_at(instance, "con");
      content.resize(content.empty() ? 0 : content.size() - 1);
      instance["con"] = content;
    }
    auto response = http::encode_response(answer, http::plain_type_of(onem2m::Serialization::xml));
    return response ? Reply{RawReply{.octets = http::to_octets(response.value()),
                                     .then = RawReply::Then::keep_open}}
                    : Reply{answer};
  }};
}

SlotFault coap_answer(std::function<void(coap::Message&)> change) {
  return {.reply = [change = std::move(change)](const IncomingRequest& incoming,
                                                const ResponsePrimitive& answer) -> Reply {
    auto message =
        coap::encode_response(answer, incoming.primitive.operation, coap::OptionNumbers::r3);
    if (!message) {
      return answer;
    }
    change(message.value());
    auto octets = coap::to_octets({.message = std::move(message).value()});
    return octets ? Reply{RawReply{.octets = std::move(octets).value(),
                                   .then = RawReply::Then::keep_open}}
                  : Reply{answer};
  }};
}

SlotFault mqtt_answer(std::function<void(ResponsePrimitive&)> change,
                      mqtt::Wrapping wrapping,
                      std::string topic) {
  return {.reply = [change = std::move(change), wrapping, topic = std::move(topic)](
                       const IncomingRequest& /*incoming*/, ResponsePrimitive answer) -> Reply {
    change(answer);
    auto payload = mqtt::encode_response(answer, {.wrapping = wrapping});
    return payload ? Reply{RawReply{.octets = std::move(payload).value(),
                                    .then = RawReply::Then::keep_open,
                                    .topic = topic}}
                   : Reply{answer};
  }};
}

void drop_field(http::Response& response, std::string_view name) {
  std::erase_if(response.fields,
                [&](const http::Field& field) { return http::same_name(field.name, name); });
}

void drop_option(coap::Message& message, std::uint16_t number) {
  std::erase_if(message.options,
                [&](const coap::Option& option) { return option.number == number; });
}

/// Numbers of TS-0008 table 6.2.2.4.0-1.
constexpr std::uint16_t kReleaseVersion = 271;
constexpr std::uint16_t kRequestId = 283;

/// The second and the third block of the body each under the number of the other.
void swap_blocks(coap::Message& message) {
  constexpr std::ptrdiff_t kBlock = 1024;
  if (message.payload.size() >= 3 * kBlock) {
    const auto second = message.payload.begin() + kBlock;
    std::swap_ranges(second, second + kBlock, second + kBlock);
  }
}

// --- what is done otherwise over one binding -----------------------------------------------------

/// Believes From over DTLS, whose sessions it does not look at.
ResponsePrimitive careless_over_dtls(entities::Server& cse,
                                     const RequestPrimitive& request,
                                     const Association& association) {
  Association believed = association;
  if (association.protocol.starts_with("DTLS")) {
    believed = as_claimed(request);
  }
  return cse.handle(request, believed);
}

/// Believes From at a broker, whatever the topic says.
ResponsePrimitive careless_about_topics(entities::Server& cse,
                                        const RequestPrimitive& request,
                                        const Association& association) {
  Association believed = association;
  if (association.proof == onem2m::PeerProof::broker) {
    believed.peer = claimed_entity(request);
  }
  return cse.handle(request, believed);
}

void with_old_numbers(ListenOptions& options) {
  options.dialect = Dialect{{Deviation::old_option_numbers}};
}

void with_wrapped_primitives(ListenOptions& options) {
  options.dialect = Dialect{{Deviation::wrapped_primitives}};
}

void at_topics_of_its_name(ListenOptions& options) {
  options.entity_id = "/cse";
}

void with_room_for_one_block(ListenOptions& options) {
  constexpr std::size_t kRoom = 4096;
  options.bounds.body_octets = kRoom;
}

class BindingList {
 public:
  BindingList(std::vector<Mutant>& out, std::string binding)
      : out_(out),
        binding_(std::move(binding)) {}

  void add(const std::string& name,
           std::string description,
           const std::string& target,
           SlotFault fault,
           std::string variant = {}) {
    out_.push_back(mutant_of(Role::hcse,
                             "binding-" + binding_ + "-" + name,
                             std::move(description),
                             target,
                             std::move(fault),
                             std::move(variant)));
    out_.back().bindings = {binding_};
  }

 private:
  std::vector<Mutant>& out_;
  std::string binding_;
};

void add_http(BindingList list) {
  list.add("no-request-id",
           "sends no X-M2M-RI with its answers",
           "ESD-12-HCSE-01/A1",
           http_answer([](http::Response& response) { drop_field(response, "X-M2M-RI"); }));
  list.add("no-release-version",
           "sends no X-M2M-RVI with its answers",
           "ESD-12-HCSE-01/A1",
           http_answer([](http::Response& response) { drop_field(response, "X-M2M-RVI"); }));
  list.add("wrong-media-type",
           "says text/plain of JSON",
           "ESD-12-HCSE-01/A1",
           http_answer([](http::Response& response) {
             drop_field(response, "Content-Type");
             response.fields.push_back({.name = "Content-Type", .value = "text/plain"});
           }));
  list.add("always-200",
           "answers 200 whatever succeeds",
           "ESD-12-HCSE-02/A2",
           http_answer([](http::Response& response) {
             response.status = response.status < 300 ? 200 : response.status;
           }));
  list.add("refuses-with-500",
           "answers 500 whatever is refused",
           "ESD-12-HCSE-02/A3",
           http_answer([](http::Response& response) {
             response.status = response.status < 400 ? response.status : 500;
           }));
  list.add("little-room",
           "takes bodies of 4 kB at most",
           "ESD-12-HCSE-03/A2",
           {.listen = with_room_for_one_block});
  list.add("answers-in-json",
           "reads XML and answers it in JSON",
           "ESD-12-HCSE-04/A2",
           http_answer([](http::Response&) {}),
           "xml");
  list.add("cuts-texts-of-xml",
           "answers in XML, and loses the last character of contents there",
           "ESD-12-HCSE-04/A3",
           http_answer_in_xml_cut_short(),
           "xml");
}

void add_coap(BindingList list) {
  list.add("old-option-numbers",
           "knows the option numbers of releases 1 and 2 only",
           "ESD-12-HCSE-01/A1",
           {.listen = with_old_numbers});
  list.add("no-request-id",
           "sends no oneM2M-RQI with its answers",
           "ESD-12-HCSE-01/A1",
           coap_answer([](coap::Message& message) { drop_option(message, kRequestId); }));
  list.add("no-release-version",
           "sends no oneM2M-RVI with its answers",
           "ESD-12-HCSE-01/A1",
           coap_answer([](coap::Message& message) { drop_option(message, kReleaseVersion); }));
  list.add("wrong-content-format",
           "says text/plain of JSON",
           "ESD-12-HCSE-01/A1",
           coap_answer([](coap::Message& message) {
             drop_option(message, coap::option::kContentFormat);
             coap::add_uint_option(message, coap::option::kContentFormat, 0);
           }));
  list.add("always-2-04",
           "answers 2.04 whatever succeeds",
           "ESD-12-HCSE-02/A2",
           coap_answer([](coap::Message& message) {
             message.code = message.code < coap::code_of(300) ? coap::code_of(204) : message.code;
           }));
  list.add("refuses-with-4-00",
           "answers 4.00 whatever is refused",
           "ESD-12-HCSE-02/A3",
           coap_answer([](coap::Message& message) {
             message.code = message.code < coap::code_of(400) ? message.code : coap::code_of(400);
           }));
  list.add("little-room",
           "takes bodies of 4 kB at most",
           "ESD-12-HCSE-03/A2",
           {.listen = with_room_for_one_block});
  list.add("blocks-out-of-order",
           "sends the second and the third block of a body each under the other's number",
           "ESD-12-HCSE-03/A3",
           coap_answer(swap_blocks));
  list.add("answers-in-json",
           "reads CBOR and answers it in JSON",
           "ESD-12-HCSE-04/A2",
           coap_answer([](coap::Message&) {}),
           "cbor");
  list.add("identity-not-checked",
           "takes From at its word over DTLS",
           "SAE-02-HCSE-01/A2",
           {.wrap = front(careless_over_dtls)});
}

void add_mqtt(BindingList list) {
  const auto nothing = [](ResponsePrimitive&) {};
  list.add("wrong-receiver-in-topics",
           "subscribes to topics that name it by its resource name, not by its CSE-ID",
           "ESD-12-HCSE-01/A1",
           {.listen = at_topics_of_its_name});
  list.add("wrong-response-topic",
           "publishes its answers where requests go",
           "ESD-12-HCSE-01/A1",
           mqtt_answer(nothing, mqtt::Wrapping::bare, "/oneM2M/req/cse-a/cse-a:Cadmin/json"));
  list.add("wraps-its-answers",
           "wraps what it sends in m2m:rsp",
           "ESD-12-HCSE-01/A1",
           mqtt_answer(nothing, mqtt::Wrapping::wrapped, {}));
  list.add("reads-wrapped-requests-only",
           "reads and writes primitives that are wrapped",
           "ESD-12-HCSE-01/A1",
           {.listen = with_wrapped_primitives});
  list.add(
      "no-request-id",
      "sends no rqi with its answers",
      "ESD-12-HCSE-01/A1",
      mqtt_answer(
          [](ResponsePrimitive& answer) { answer.request_id.clear(); }, mqtt::Wrapping::bare, {}));
  list.add("no-release-version",
           "sends no rvi with its answers",
           "ESD-12-HCSE-01/A1",
           mqtt_answer([](ResponsePrimitive& answer) { answer.release_version.clear(); },
                       mqtt::Wrapping::bare,
                       {}));
  list.add("identity-not-checked",
           "does not hold From against the originator in the topic",
           "SAE-02-HCSE-01/A2",
           {.wrap = front(careless_about_topics)});
}

}  // namespace

void add_binding_mutants(std::vector<Mutant>& out) {
  add_http(BindingList{out, "http"});
  add_coap(BindingList{out, "coap"});
  add_mqtt(BindingList{out, "mqtt"});
}

}  // namespace plumbline::harness
