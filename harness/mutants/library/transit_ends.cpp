// AEs at either end of a way through transit CSEs that leave it to those to be honest.

#include "plumbline/entities/ae/ae_policy.hpp"

#include "library/ae_fault.hpp"
#include "library/lists.hpp"

#include <memory>
#include <set>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using data_at_rest::Opened;
using data_at_rest::ProtectedData;
using data_at_rest::ProtectInput;
using entities::AePolicy;
using entities::AeRetrieved;
using onem2m::RequestPrimitive;

class ReleasesWhatIsForAnother final : public AePolicy {
 public:
  Result<void> may_release(const AeRetrieved& /*retrieved*/, const Opened& /*opened*/) override {
    return success();
  }
};

/// Takes data that it fetches again for a replay.
class OpensOnce final : public AePolicy {
 public:
  Result<void> may_release(const AeRetrieved& retrieved, const Opened& opened) override {
    if (!seen_.insert(opened.payload).second) {
      return fail(Errc::authentication_failed, "seen before");
    }
    return AePolicy::may_release(retrieved, opened);
  }

 private:
  std::set<Bytes> seen_;
};

class BindsToNoPlace final : public AePolicy {
 public:
  Result<ProtectedData> protect(const ProtectInput& input, RandomSource& iv) override {
    ProtectInput anywhere = input;
    anywhere.resource.clear();
    return AePolicy::protect(anywhere, iv);
  }
};

/// The attributes of the instance that `request` creates; nullptr when it creates none.
Json* instance_in(RequestPrimitive& request) {
  const bool creates = request.operation == onem2m::Operation::create && request.content &&
                       request.content->contains("m2m:cin");
  return creates ? &request.content->at("m2m:cin") : nullptr;
}

class HostsOnce final : public AePolicy {
 public:
  void prepare_hosting(RequestPrimitive& request) override {
    Json* const instance = instance_in(request);
    if (instance != nullptr && std::exchange(hosted_, true)) {
      (*instance)["con"] = "";
    }
  }

 private:
  bool hosted_ = false;
};

class LabelsWithThePayload final : public AePolicy {
 public:
  Result<ProtectedData> protect(const ProtectInput& input, RandomSource& iv) override {
    payload_ = as_text(input.payload);
    return AePolicy::protect(input, iv);
  }

  void prepare_hosting(RequestPrimitive& request) override {
    if (Json* const instance = instance_in(request)) {
      (*instance)["lbl"] = Json::array({payload_});
    }
  }

 private:
  std::string payload_;
};

class SendsTheKeyAlong final : public AePolicy {
 public:
  void prepare_registration(RequestPrimitive& request) override {
    if (request.content && request.content->contains("sec:skr")) {
      key_ = text_at(request.content->at("sec:skr"), "kv");
    }
  }

  void prepare_hosting(RequestPrimitive& request) override {
    if (Json* const instance = instance_in(request)) {
      (*instance)["lbl"] = Json::array({key_});
    }
  }

 private:
  std::string key_;
};

/// An AE that says it hosted what did not arrive.
class SaysHosted final : public RunningAe {
 public:
  explicit SaysHosted(std::unique_ptr<RunningAe> behind) : behind_(std::move(behind)) {}

  void command(const UpperTesterCommand& command,
               milliseconds deadline,
               UpperTesterCallback done) override {
    const bool hosts = command.command == "e2e.host";
    behind_->command(
        command, deadline, [hosts, done = std::move(done)](Result<UpperTesterAnswer> answer) {
          if (hosts && answer && answer.value().output.contains("outcome")) {
            answer.value().output["outcome"] = "hosted";
          }
          done(std::move(answer));
        });
  }

 private:
  std::unique_ptr<RunningAe> behind_;
};

SlotFault saying_hosted() {
  return {.ae = [](std::unique_ptr<RunningAe> behind) -> std::unique_ptr<RunningAe> {
    return std::make_unique<SaysHosted>(std::move(behind));
  }};
}

}  // namespace

void add_transit_ends_mutants(std::vector<Mutant>& out) {
  out.push_back(mutant_of(Role::ae_cli,
                          "cli-releases-what-is-for-another",
                          "releases what was protected for another resource",
                          "MA-08-CLI-01/A3",
                          faulty_ae<ReleasesWhatIsForAnother>(),
                          "swap"));
  MutantList clients{out, Role::ae_cli};
  clients.add<OpensOnce>("cli-takes-a-second-look-for-a-replay",
                         "refuses data that it has opened before",
                         "MA-08-CLI-02/A3");
  MutantList sources{out, Role::ae_src};
  sources.add<BindsToNoPlace>(
      "src-binds-to-no-place", "protects data without the place that it is for", "MA-08-SRC-01/A3");
  sources.add<HostsOnce>(
      "src-hosts-once", "hosts nothing useful after its first instance", "MA-08-SRC-03/A3");
  sources.add<LabelsWithThePayload>("src-labels-with-the-payload",
                                    "labels what it protects with what it hides",
                                    "THR-02-SRC-01/A2");
  sources.add<SendsTheKeyAlong>("src-sends-the-key-along",
                                "sends the key with the data that it protects",
                                "THR-02-SRC-01/A3");
  out.push_back(mutant_of(Role::ae_src,
                          "src-says-hosted",
                          "says that it hosted what did not arrive",
                          "MA-08-SRC-02/A3",
                          saying_hosted()));
}

}  // namespace plumbline::harness
