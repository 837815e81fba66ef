#include "workshop.hpp"

#include "plumbline/adapters/coap/binding.hpp"
#include "plumbline/adapters/exec/exec_codec.hpp"
#include "plumbline/adapters/exec/reference_codec.hpp"
#include "plumbline/adapters/http/binding.hpp"
#include "plumbline/adapters/mqtt/binding.hpp"
#include "plumbline/adapters/mqtt/broker.hpp"
#include "plumbline/adapters/store/sqlite_credential_store.hpp"
#include "plumbline/adapters/upper_tester/command_upper_tester.hpp"
#include "plumbline/crypto/random.hpp"
#include "plumbline/entities/tef/record_sealer.hpp"
#include "plumbline/harness/world.hpp"

#include "cli/reference_ae.hpp"

#include <memory>
#include <string>
#include <utility>

namespace plumbline::app {
namespace {

// The AE of a system under test, at its upper tester address.
class AeAtAddress final : public harness::RunningAe {
 public:
  explicit AeAtAddress(std::unique_ptr<harness::Client> client) : client_(std::move(client)) {}

  void command(const harness::UpperTesterCommand& command,
               milliseconds deadline,
               harness::UpperTesterCallback done) override {
    client_->command(command, deadline, std::move(done));
  }

 private:
  std::unique_ptr<harness::Client> client_;
};

// The AE of a system under test, as a program that speaks the command form.
class AeProgram final : public harness::RunningAe {
 public:
  explicit AeProgram(std::unique_ptr<adapters::upper_tester::CommandUpperTester> program)
      : program_(std::move(program)) {}

  void command(const harness::UpperTesterCommand& command,
               milliseconds deadline,
               harness::UpperTesterCallback done) override {
    program_->command(command, deadline, std::move(done));
  }

 private:
  std::unique_ptr<adapters::upper_tester::CommandUpperTester> program_;
};

Result<std::unique_ptr<harness::RunningAe>> ae_at(harness::Transport& transport,
                                                  const harness::SutEndpoint& endpoint) {
  if (endpoint.upper_tester) {
    harness::ConnectOptions options;
    options.address = *endpoint.upper_tester;
    PLUMBLINE_TRY(auto client, transport.connect(std::move(options)));
    return std::make_unique<AeAtAddress>(std::move(client));
  }
  PLUMBLINE_TRY(auto program,
                adapters::upper_tester::CommandUpperTester::start(
                    transport, {.command = endpoint.upper_tester_command}));
  return std::make_unique<AeProgram>(std::move(program));
}

// Keeps records as they are: what a TEF without a storage key does.
class ClearSealer final : public entities::RecordSealer {
 public:
  Result<Bytes> seal(const crypto::SecretBytes& plaintext, ByteView /*place*/) override {
    return Bytes{plaintext.expose().begin(), plaintext.expose().end()};
  }

  Result<crypto::SecretBytes> open(ByteView sealed, ByteView /*place*/) override {
    return crypto::SecretBytes{sealed};
  }
};

Result<std::unique_ptr<entities::CredentialStore>> open_store(const std::string& folder,
                                                              const crypto::SecretBytes* key,
                                                              RandomSource& random) {
  std::unique_ptr<entities::RecordSealer> sealer = std::make_unique<ClearSealer>();
  if (key != nullptr) {
    PLUMBLINE_TRY(sealer, entities::AesGcmSealer::create(key->clone(), random));
  }
  PLUMBLINE_TRY(auto store,
                adapters::store::SqliteCredentialStore::open(folder + "/credentials.sqlite",
                                                             std::move(sealer)));
  return std::unique_ptr<entities::CredentialStore>{std::move(store)};
}

harness::Codec reference_codec() {
  auto random = std::make_shared<crypto::SystemRandom>();
  return [random, codec = adapters::exec::reference_codec(*random)](const Json& request) {
    return codec(request);
  };
}

Result<harness::Codec> codec_at(const harness::SutEndpoint& endpoint) {
  PLUMBLINE_TRY(auto started,
                adapters::exec::ExecCodec::start({.command = endpoint.codec_command}));
  std::shared_ptr<adapters::exec::ExecCodec> program{std::move(started)};
  return harness::Codec{[program](const Json& request) { return program->ask(request); }};
}

class Mosquitto final : public harness::RunningBroker {
 public:
  explicit Mosquitto(std::unique_ptr<adapters::mqtt::Broker> broker) : broker_(std::move(broker)) {}

  [[nodiscard]] harness::ServerAddress address() const override {
    return {
        .address = broker_->psk(), .plain = broker_->plain(), .certified = broker_->certificate()};
  }

 private:
  std::unique_ptr<adapters::mqtt::Broker> broker_;
};

Result<std::unique_ptr<harness::RunningBroker>> start_broker(
    const harness::World& world, harness::CertificateFault certificate) {
  adapters::mqtt::BrokerOptions options;
  for (const harness::Actor& actor : world.actors) {
    if (actor.psk.key) {
      options.keys.push_back(actor.psk);
      options.entities[actor.psk.identity] = onem2m::sp_relative_id(actor.absolute);
    }
  }
  options.certificate = world.pki.for_server("localhost", certificate);
  options.anchors_pem = {world.pki.authority_pem()};
  PLUMBLINE_TRY(auto broker, adapters::mqtt::Broker::start(options));
  return std::make_unique<Mosquitto>(std::move(broker));
}

}  // namespace

harness::Workshop make_workshop() {
  harness::Workshop workshop;
  workshop.transport = [] {
    const auto coap = [](std::shared_ptr<adapters::loop::Loop> loop) {
      return adapters::coap::make_coap_binding(std::move(loop));
    };
    return adapters::loop::make_transport({adapters::http::make_http_binding,
                                           coap,
                                           adapters::mqtt::mqtt_binding({.fresh_sessions = true})});
  };
  workshop.store = open_store;
  workshop.broker = start_broker;
  workshop.ae = [](harness::Transport& transport,
                   entities::Ports ports,
                   std::unique_ptr<entities::AePolicy> policy)
      -> Result<std::unique_ptr<harness::RunningAe>> {
    PLUMBLINE_TRY(auto ae, ReferenceAe::start(transport, ports, std::move(policy), "127.0.0.1"));
    return std::unique_ptr<harness::RunningAe>{std::move(ae)};
  };
  workshop.ae_at = ae_at;
  workshop.codec = reference_codec;
  workshop.codec_at = codec_at;
  return workshop;
}

}  // namespace plumbline::app
