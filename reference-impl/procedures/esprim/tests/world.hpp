/// @file
/// An originator and a receiver, the CSE that hosts the receiver's e2eSecInfo, and what goes
/// between them.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/esprim/originator.hpp"
#include "plumbline/esprim/receiver.hpp"
#include "plumbline/esprim/status.hpp"
#include "plumbline/onem2m/security_info.hpp"

#include "known_answer.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plumbline::esprim {

inline constexpr std::string_view kOriginatorId = "//sp.example/cse-a/Cae1";
inline constexpr std::string_view kReceiverId = "//sp.example/cse-b";

class EsprimWorld : public ::testing::Test {
 protected:
  using Request = onem2m::RequestPrimitive;
  using Response = onem2m::ResponsePrimitive;
  using Status = onem2m::Status;

  static PairwiseKey pairwise_key(std::string id, std::string_view peer, int suid = 13) {
    return {.id = std::move(id),
            .peer = std::string{peer},
            .suid = suid,
            .key = crypto::SecretBytes{known_pairwise_key()}};
  }

  void SetUp() override {
    configuration_.identity = {.sp_id = "//sp.example", .cse_id = "/cse-b", .cse_name = "cse"};
    sending_.from = "/cse-a/Cae1";
    ASSERT_TRUE(receiver_keys_.add(pairwise_key("k1", kOriginatorId)));
    ASSERT_TRUE(originator_keys_.add(pairwise_key("k1", kReceiverId)));
    start_receiver();
    start_originator();
  }

  void start_receiver(std::unique_ptr<ReceiverPolicy> policy = {}) {
    receiver_.emplace(configuration_, receiver_keys_, clock_, random_, std::move(policy));
  }

  void start_originator(std::unique_ptr<OriginatorPolicy> policy = {}) {
    originator_.emplace(sending_, originator_keys_, clock_, random_, std::move(policy));
  }

  static ReceiverAddress address() {
    return {.id = std::string{kReceiverId}, .to = "/cse-b/-", .sec_info = "/cse-in/cse/b"};
  }

  static Request inner_request(onem2m::Operation operation = onem2m::Operation::retrieve) {
    Request request;
    request.operation = operation;
    request.to = "/cse-b/-/x";
    request.from = "/cse-a/Cae1";
    request.request_id = "i1";
    return request;
  }

  /// The CSE that the receiver is registered at, and the receiver behind it.
  Result<Response> deliver(Request request) {
    if (on_the_way_) {
      on_the_way_(request);
    }
    sent_.push_back(request);
    Response response;
    if (request.operation == onem2m::Operation::retrieve) {
      Json attributes = Json::object();
      if (has_sec_info_) {
        attributes["esi"] = to_json(receiver_->e2e_sec_info());
      }
      response = respond_with(request, Status::ok, {{"m2m:csr", std::move(attributes)}});
    } else {
      response = receive(request);
    }
    if (on_the_way_back_) {
      on_the_way_back_(response);
    }
    return response;
  }

  Response receive(const Request& request) {
    Receipt receipt = receiver_->accept(request);
    if (auto* const opened = std::get_if<OpenedRequest>(&receipt)) {
      performed_.push_back(opened->request);
      return receiver_->reply(*opened, perform_(opened->request));
    }
    return std::get<Response>(std::move(receipt));
  }

  /// Runs an exchange to its end.
  Finished finish(Exchange& exchange, Step step) {
    while (auto* const request = std::get_if<Request>(&step)) {
      step = exchange.receive(deliver(std::move(*request)));
    }
    return std::get<Finished>(std::move(step));
  }

  Finished send(Request inner = inner_request()) {
    sent_.clear();
    Exchange exchange = originator_->begin(address(), std::move(inner));
    return finish(exchange, exchange.start());
  }

  static void expect_success(const Finished& finished) {
    ASSERT_TRUE(finished.inner) << to_string(finished.inner.error());
    EXPECT_EQ(finished.inner.value().status, Status::ok);
    EXPECT_FALSE(finished.refused);
  }

  static void expect_refused(const Finished& finished, Status status) {
    ASSERT_TRUE(finished.inner.has_error());
    EXPECT_EQ(finished.inner.error().code, Errc::not_permitted);
    ASSERT_TRUE(finished.refused) << to_string(finished.inner.error());
    EXPECT_EQ(onem2m::name_of(*finished.refused), onem2m::name_of(status));
  }

  static void expect_thrown_away(const Finished& finished) {
    ASSERT_TRUE(finished.inner.has_error());
    EXPECT_EQ(finished.inner.error().code, Errc::authentication_failed)
        << to_string(finished.inner.error());
  }

  /// "retrieve", "ask", "object": what was sent.
  [[nodiscard]] std::vector<std::string> sent_kinds() const {
    std::vector<std::string> kinds;
    for (const Request& request : sent_) {
      if (request.operation == onem2m::Operation::retrieve) {
        kinds.emplace_back("retrieve");
      } else {
        const auto info = onem2m::parse_security_info(request.content);
        const bool asks =
            info.value().type == onem2m::SecurityInfoType::receiver_rand_object_request;
        kinds.emplace_back(asks ? "ask" : "object");
      }
    }
    return kinds;
  }

  /// The ESPrim Object in a content.
  template <typename Primitive>
  static std::string object_of(const Primitive& primitive) {
    return primitive.content->at("m2m:seci").at("epo").template get<std::string>();
  }

  /// The header of a request's ESPrim Object.
  static ObjectHeader header_of(const Request& request) {
    return read_object(object_of(request), Direction::request, known_time()).value().header;
  }

  ManualClock clock_{known_time()};
  crypto::SeededRandom random_{as_bytes("seed"), "esprim"};
  ReceiverConfiguration configuration_;
  OriginatorConfiguration sending_;
  PairwiseKeys receiver_keys_;
  PairwiseKeys originator_keys_;
  std::optional<Receiver> receiver_;
  std::optional<Originator> originator_;
  bool has_sec_info_ = true;
  std::function<Response(const Request&)> perform_ = [](const Request& request) {
    return respond_with(request, Status::ok, {{"m2m:dbg", "done"}});
  };
  std::function<void(Request&)> on_the_way_;
  std::function<void(Response&)> on_the_way_back_;
  std::vector<Request> sent_;
  std::vector<Request> performed_;
};

}  // namespace plumbline::esprim
