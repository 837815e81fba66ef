/// @file
/// A receiver, and ESPrim Objects made for it part by part.

#pragma once

#include "world.hpp"

namespace plumbline::esprim {

/// What an ESPrim Object is made of; valid unless something is changed.
struct Made {
  ObjectHeader header;
  RandObject originator;
  RandObject receiver;  ///< as the receiver handed it out
  std::string plaintext;
  std::string from;                                                        ///< of the outer request
  std::function<void(std::string&)> change = [](std::string& /*jwe*/) {};  ///< on the way
};

class ReceiverTest : public EsprimWorld {
 protected:
  RandObject ask(std::string_view from = "/cse-a/Cae1") {
    Request request;
    request.operation = onem2m::Operation::notify;
    request.from = from;
    request.content = Json::parse(R"({"m2m:seci":{"sit":3}})");
    const Response response = std::get<Response>(receiver_->accept(request));
    return parse_rand_object(json_text(response.content->at("m2m:seci").at("ero")),
                             Issuer::receiver,
                             clock_.now())
        .value();
  }

  Made valid() {
    Made made;
    made.receiver = ask();
    made.originator = make_rand_object({.issuer = Issuer::originator,
                                        .expires = clock_.now() + std::chrono::minutes{1},
                                        .key_gens = {KeyGenAlgorithm::hmac_sha256},
                                        .protocols = {ProtocolAlgorithm::jwe_a256gcm}},
                                       random_);
    made.header.enc = "A256GCM";
    made.header.key_id = "k1";
    made.header.originator_rand_id = made.originator.id;
    made.header.receiver_rand_id = made.receiver.id;
    made.header.originator_object = made.originator;
    made.plaintext = R"({"op":2,"to":"-","fr":"/cse-a/Cae1","rqi":"i1","rvi":"3"})";
    made.from = "/cse-a/Cae1";
    return made;
  }

  Request outer(const Made& made) {
    Policy policy;
    const PairwiseKey key = pairwise_key("k1", kOriginatorId);
    const Session session = make_session(policy, key, made.originator, made.receiver).value();
    std::string jwe = seal_object({.header = made.header,
                                   .session_key = session.key.expose(),
                                   .plaintext = as_bytes(made.plaintext)},
                                  random_)
                          .value();
    made.change(jwe);
    Request request;
    request.operation = onem2m::Operation::notify;
    request.to = "/cse-b/-";
    request.from = made.from;
    request.request_id = "o1";
    request.content = onem2m::to_content(
        {.type = onem2m::SecurityInfoType::esprim_object, .value = std::move(jwe)});
    return request;
  }

  static void expect_status(const Receipt& receipt, unsigned status) {
    const auto* const response = std::get_if<Response>(&receipt);
    ASSERT_NE(response, nullptr) << "was taken";
    EXPECT_EQ(number_of(response->status), status) << json_text(response->content.value());
    EXPECT_EQ(response->request_id, "o1");
  }

  static const OpenedRequest& taken(const Receipt& receipt) {
    if (const auto* const response = std::get_if<Response>(&receipt)) {
      ADD_FAILURE() << "refused: " << json_text(to_json(*response));
    }
    return std::get<OpenedRequest>(receipt);
  }
};

/// Another header than the one that was sealed.
inline std::function<void(std::string&)> header_change(const std::string& member,
                                                       const Json& value) {
  return [member, value](std::string& jwe) {
    const std::size_t dot = jwe.find('.');
    Json header = Json::parse(as_text(from_base64url(jwe.substr(0, dot)).value()));
    header.erase(member);
    if (!value.is_null()) {
      header[member] = value;
    }
    jwe = to_base64url(as_bytes(json_text(header))) + jwe.substr(dot);
  };
}

}  // namespace plumbline::esprim
