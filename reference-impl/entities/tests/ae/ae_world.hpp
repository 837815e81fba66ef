/// @file
/// Two AEs, a hosting CSE and a Trust Enabler Function in one process, for the tests beside this
/// file. What passes between them is recorded, and can be tampered with.

#pragma once

#include "plumbline/core/clock.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/crypto/hmac.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/ae/ae.hpp"
#include "plumbline/entities/cse/hosting_cse.hpp"
#include "plumbline/entities/tef/in_memory_store.hpp"
#include "plumbline/entities/tef/trust_enabler.hpp"
#include "plumbline/message_auth/credential.hpp"
#include "plumbline/onem2m/resource_type.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plumbline::entities::ae {

inline const std::string kAe1 = "//sp.example/cse-a/Cae1";
inline const std::string kAe2 = "//sp.example/cse-a/Cae2";
inline const std::string kCse = "//sp.example/cse-a";
inline const std::string kKeId = "0123456789ABCDEF0123456789ABCDEF@tef.example";
inline const std::string kKe = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// Of authenticated messages.
inline const std::map<std::string, std::string> kKpsa{
    {"psk-ae1", "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"},
    {"psk-ae2", "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"}};

inline Json psk_peer(const std::string& host, const std::string& identity) {
  return {{"uri", "https://" + host},
          {"credential",
           {{"psk", {{"identity", identity}, {"key", "000102030405060708090a0b0c0d0e0f"}}}}}};
}

/// The argument of e2e.configure for kAe1 or kAe2.
inline Json configuration_of(const std::string& entity) {
  const std::string psk = entity == kAe1 ? "psk-ae1" : "psk-ae2";
  Json tef = psk_peer("tef.example", psk);
  tef["fqdn"] = "tef.example";
  return {{"name", entity == kAe1 ? "AE1" : "AE2"},
          {"identity", entity},
          {"cse", psk_peer("cse.example", psk)},
          {"tef", std::move(tef)},
          {"enrolment_keys", {{{"id", kKeId}, {"key", kKe}}}},
          {"pairwise_keys", {{{"id", psk}, {"receiver", kCse}, {"key", kKe}}}},
          {"message_keys", {{{"id", psk}, {"receiver", kCse}, {"key", kKpsa.at(psk)}}}}};
}

inline std::string psk_of(const std::string& entity) {
  return entity == kAe1 ? "psk-ae1" : "psk-ae2";
}

struct Exchange {
  AePeer peer{};
  onem2m::RequestPrimitive request;
  onem2m::ResponsePrimitive response;
};

class AeWorld : public ::testing::Test {
 public:
  AeWorld() {
    TefConfiguration tef;
    tef.node = {.sp_id = "//sp.example", .cse_id = "/tef", .cse_name = "tef"};
    tef.fqdn = "tef.example";
    tef.identities = {{"psk-ae1", kAe1}, {"psk-ae2", kAe2}};
    tef.shared_keys[kKeId] = {.owner = kAe1,
                              .key = crypto::SecretBytes{ByteView{from_hex(kKe).value()}}};
    tef_ = std::make_unique<TrustEnabler>(
        std::move(tef), Ports{.clock = clock_, .random = random_}, store_);
    start_cse(cse_configuration());
    originator_ = make_ae(kAe1);
    client_ = make_ae(kAe2);
  }

  static CseConfiguration cse_configuration() {
    CseConfiguration cse;
    cse.identity = {.sp_id = "//sp.example", .cse_id = "/cse-a", .cse_name = "cse"};
    cse.admin = kAe1;
    cse.identities = {{"psk-ae1", kAe1}, {"psk-ae2", kAe2}};
    auto keys = std::make_shared<esprim::PairwiseKeys>();
    for (const std::string& entity : {kAe1, kAe2}) {
      EXPECT_TRUE(keys->add({.id = psk_of(entity),
                             .peer = entity,
                             .key = crypto::SecretBytes{ByteView{from_hex(kKe).value()}},
                             .expires = {}}));
    }
    cse.pairwise_keys = std::move(keys);
    auto credentials = std::make_shared<message_auth::Credentials>();
    for (const std::string& entity : {kAe1, kAe2}) {
      const Bytes kpsa = from_hex(kKpsa.at(psk_of(entity))).value();
      EXPECT_TRUE(
          credentials->add(message_auth::shared_credential(
                               {.id = psk_of(entity), .owner = entity, .peer = kCse, .kpsa = kpsa})
                               .value()));
    }
    cse.message_credentials = std::move(credentials);
    return cse;
  }

  void start_cse(CseConfiguration configuration) {
    cse_ = std::make_unique<HostingCse>(std::move(configuration),
                                        Ports{.clock = clock_, .random = random_});
    make_node();
  }

  /// A configured AE.
  std::unique_ptr<Ae> make_ae(const std::string& entity,
                              std::unique_ptr<AePolicy> policy = nullptr) {
    auto ae = std::make_unique<Ae>(Ports{.clock = clock_, .random = random_}, std::move(policy));
    EXPECT_EQ(run(*ae, "e2e.configure", configuration_of(entity)).status, onem2m::Status::ok);
    return ae;
  }

  /// Carries a command out to its end.
  AeFinished run(Ae& ae, std::string_view command, const Json& argument) {
    const auto procedure = ae.start(command, argument);
    AeAction action = procedure->advance(AeStarted{});
    for (int exchanges = 0; exchanges < 200; ++exchanges) {
      if (auto* const finished = std::get_if<AeFinished>(&action)) {
        return std::move(*finished);
      }
      action = procedure->advance(carry(ae, std::move(std::get<AeSendRequest>(action))));
    }
    ADD_FAILURE() << "the procedure does not end";
    return {};
  }

  Json host(const Json& argument) { return run(*originator_, "e2e.host", argument).output; }

  Json fetch(const Json& argument) { return run(*client_, "e2e.fetch", argument).output; }

  /// A host command that lets kAe2 have the credentials and the resources; `members` are added.
  static Json shared(const Json& members = Json::object()) {
    Json argument = {{"container", "Container-x"},
                     {"payload", "21.5"},
                     {"targets", {kAe1, kAe2}},
                     {"policy", {{"rules", {{"acr", {{{"acor", {kAe1, kAe2}}, {"acop", 63U}}}}}}}}};
    argument.update(members);
    return argument;
  }

  /// Hosts and lets the client fetch the first instance.
  Json round_trip(const Json& members) {
    const Json hosted = host(shared(members));
    EXPECT_EQ(hosted.value("outcome", ""), "hosted") << hosted.dump();
    if (!hosted.contains("instances")) {
      return hosted;
    }
    return fetch({{"address", hosted["instances"][0]["address"]}});
  }

  /// The requests to a peer so far.
  std::vector<onem2m::RequestPrimitive> requests_to(AePeer peer) const {
    std::vector<onem2m::RequestPrimitive> requests;
    for (const Exchange& exchange : record_) {
      if (exchange.peer == peer) {
        requests.push_back(exchange.request);
      }
    }
    return requests;
  }

  /// The creations at a peer of resources with that root member: their attributes.
  std::vector<Json> created(AePeer peer, const std::string& root) const {
    std::vector<Json> all;
    for (const onem2m::RequestPrimitive& request : requests_to(peer)) {
      if (request.operation == onem2m::Operation::create && request.content->contains(root)) {
        all.push_back(request.content->at(root));
      }
    }
    return all;
  }

 protected:
  using Tamper = std::function<void(Exchange&)>;

  ManualClock clock_{onem2m::from_timestamp("20240131T120000").value()};
  crypto::SeededRandom random_{as_bytes("seed"), "ae"};
  InMemoryCredentialStore store_;
  std::unique_ptr<TrustEnabler> tef_;
  std::unique_ptr<HostingCse> cse_;
  std::unique_ptr<Ae> originator_;
  std::unique_ptr<Ae> client_;
  std::vector<Exchange> record_;
  Tamper tamper_;                ///< changes answers
  std::optional<Error> broken_;  ///< instead of every answer
  bool answers_secured_ = true;

 private:
  /// cse/node-1, for management objects of the originator, who is the administrator, too.
  void make_node() {
    onem2m::RequestPrimitive request;
    request.operation = onem2m::Operation::create;
    request.to = "cse";
    request.from = kAe1;
    request.request_id = "node";
    request.resource_type = static_cast<std::uint32_t>(onem2m::ResourceType::node);
    request.content = Json{{"m2m:nod", {{"rn", "node-1"}, {"ni", "urn:node:1"}}}};
    onem2m::Association association;
    association.secured = true;
    association.proof = onem2m::PeerProof::pre_shared_key;
    association.peer = psk_of(kAe1);
    EXPECT_EQ(cse_->handle(request, association).status, onem2m::Status::created);
  }

  onem2m::Association association_of(const Ae& ae, bool new_session) {
    session_ += new_session ? 1U : 0U;
    onem2m::Association association;
    association.secured = answers_secured_;
    association.proof = onem2m::PeerProof::pre_shared_key;
    association.peer = psk_of(ae.configuration()->identity);
    association.protocol = "TLSv1.2";
    association.exporter = [number = std::to_string(session_)](
                               std::string_view label,
                               std::size_t size) -> Result<crypto::SecretBytes> {
      const crypto::SecretBytes octets =
          crypto::hmac(crypto::HashAlgorithm::sha512, as_bytes(number), {as_bytes(label)});
      return crypto::SecretBytes{octets.expose().first(size)};
    };
    return association;
  }

  AeExchanged carry(const Ae& ae, AeSendRequest&& sent) {
    if (broken_) {
      return {.response = *broken_, .association = {}};
    }
    onem2m::Association association = association_of(ae, sent.new_session);
    Server& server = sent.peer == AePeer::cse ? static_cast<Server&>(*cse_) : *tef_;
    Exchange exchange{.peer = sent.peer, .request = std::move(sent.primitive), .response = {}};
    exchange.response = server.handle(exchange.request, association);
    if (tamper_) {
      tamper_(exchange);
    }
    record_.push_back(exchange);
    return {.response = std::move(exchange.response), .association = std::move(association)};
  }

  std::uint64_t session_ = 1;
};

}  // namespace plumbline::entities::ae
