#include "plumbline/message_auth/delegate.hpp"

#include "two_ends.hpp"

#include <functional>

namespace plumbline::message_auth {
namespace {

using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

constexpr std::string_view kDevice = "//sp.example/cse-g/Csensor";
constexpr std::string_view kGateway = "//sp.example/cse-g";

/// The application holds one credential with the device and one with the gateway; the gateway holds
/// both.
class DelegateTest : public TwoEnds {
 protected:
  void SetUp() override {
    TwoEnds::SetUp();
    add_pair("device@tef.example", kDevice, 1);
    add_pair("gateway@tef.example", kGateway, 2);
    configuration_.identity = {.sp_id = "//sp.example", .cse_id = "/cse-g", .cse_name = "cse"};
    start_verifier();
    end_.emplace(protector_, *verifier_);
    start();
  }

  void start(std::set<std::string> devices = {}, std::unique_ptr<DelegatePolicy> policy = {}) {
    delegate_.emplace(
        DelegateConfiguration{
            .id = std::string{kGateway}, .devices = std::move(devices), .most_devices = 1},
        *end_,
        [this](const std::string& application, const RequestPrimitive& request) {
          return application == kApplication && request.to == allowed_;
        },
        std::move(policy));
  }

  void add_pair(const std::string& id, std::string_view end, std::uint8_t octet) {
    const Bytes kpsa(32, octet);
    ASSERT_TRUE(held_.add(
        shared_credential(
            {.id = id, .owner = std::string{end}, .peer = std::string{kApplication}, .kpsa = kpsa})
            .value()));
  }

  static Signal signal(bool assigns = true, std::string_view originator = kDevice) {
    return {
        .device = std::string{kDevice}, .originator = std::string{originator}, .assigns = assigns};
  }

  static Path from(std::string_view source) {
    return {.source = std::string{source},
            .destination = std::string{kApplication},
            .protection = Protection::integrity};
  }

  static RequestPrimitive notification() {
    RequestPrimitive request;
    request.operation = onem2m::Operation::notify;
    request.to = "/cse-a/Cae1";
    request.from = "/cse-g/Csensor";
    request.request_id = "n1";
    request.content = Json::parse(R"({"m2m:sgn":{}})");
    return request;
  }

  /// A request of the application to the device or the gateway, as the gateway gets it.
  RequestPrimitive request_for(std::string_view target, const std::string& to = "/cse-g/-/sensor") {
    RequestPrimitive inner = request_inside();
    inner.to = to;
    const Path along{.source = std::string{kApplication},
                     .destination = std::string{target},
                     .protection = Protection::integrity};
    return end_->send(inner, along, "/cse-g/-").value();
  }

  Admission accept(const RequestPrimitive& outer, std::string_view target = kDevice) {
    return delegate_->accept(outer, std::string{target});
  }

  static Status refused(const Admission& admission) {
    return std::get<ResponsePrimitive>(admission).status;
  }

  std::string allowed_ = "/cse-g/-/sensor";
  std::optional<EndPoint> end_;
  std::optional<Delegate> delegate_;
};

// MA-12: the whole table of basis × what the gateway is asked to do.
TEST_F(DelegateTest, ServesADeviceOnlyOnceItIsItsDelegate) {
  const auto expect_serves = [&](bool serves) {
    const auto sent = delegate_->send(notification(), from(kDevice), "/cse-a/Cae1");
    EXPECT_EQ(sent.has_value(), serves);
    if (!serves) {
      EXPECT_EQ(sent.error().code, Errc::not_permitted);
    }
    const auto admission = accept(request_for(kDevice));
    EXPECT_EQ(std::holds_alternative<VerifiedRequest>(admission), serves);
    EXPECT_EQ(std::holds_alternative<NotServed>(admission), !serves);
  };
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::none);
  expect_serves(false);
  ASSERT_TRUE(delegate_->signal(signal()));
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::signal);
  expect_serves(true);
  ASSERT_TRUE(delegate_->signal(signal()));
  ASSERT_TRUE(delegate_->signal(signal(false)));
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::none);
  expect_serves(false);
  start({std::string{kDevice}});
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::policy);
  expect_serves(true);
}

TEST_F(DelegateTest, OnlyTheDeviceItselfSignals) {
  const auto other = delegate_->signal(signal(true, kApplication));
  ASSERT_TRUE(other.has_error());
  EXPECT_EQ(other.error().code, Errc::not_permitted);
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::none);
  ASSERT_TRUE(delegate_->signal(signal()));
  EXPECT_TRUE(delegate_->signal(signal(false, kApplication)).has_error());
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::signal);
}

TEST_F(DelegateTest, ASignalDoesNotTakeBackWhatThePolicyGives) {
  start({std::string{kDevice}});
  EXPECT_TRUE(delegate_->signal(signal()));
  const auto back = delegate_->signal(signal(false));
  ASSERT_TRUE(back.has_error());
  EXPECT_EQ(back.error().code, Errc::conflict);
  EXPECT_EQ(delegate_->basis_of(std::string{kDevice}), Basis::policy);
}

TEST_F(DelegateTest, TakesSoManyDevices) {
  ASSERT_TRUE(delegate_->signal(signal()));
  const auto more = delegate_->signal(
      {.device = "//sp.example/cse-g/Cother", .originator = "//sp.example/cse-g/Cother"});
  ASSERT_TRUE(more.has_error());
  EXPECT_EQ(more.error().code, Errc::too_large);
  EXPECT_TRUE(delegate_->signal(signal()));
}

// MA-13: it protects what it sends for the device, and for itself.
TEST_F(DelegateTest, ProtectsWhatItSends) {
  start({std::string{kDevice}});
  for (const std::string_view source : {kDevice, kGateway}) {
    const auto sent = delegate_->send(notification(), from(source), "/cse-a/Cae1");
    ASSERT_TRUE(sent) << to_string(sent.error());
    EXPECT_TRUE(is_protected(sent.value()));
    EXPECT_EQ(sent.value().from, source);
  }
  held_.remove("device@tef.example");
  const auto without = delegate_->send(notification(), from(kDevice), "/cse-a/Cae1");
  ASSERT_TRUE(without.has_error());
  EXPECT_EQ(without.error().code, Errc::key_not_found);
}

// MA-13: one that fails does not reach the device.
TEST_F(DelegateTest, LetsNothingPassThatFails) {
  start({std::string{kDevice}});
  RequestPrimitive plain = request_inside();
  plain.to = allowed_;
  EXPECT_EQ(refused(accept(plain)), Status::originator_not_authenticated);
  EXPECT_EQ(refused(accept(plain, kGateway)), Status::originator_not_authenticated);
  RequestPrimitive altered = request_for(kDevice);
  auto& text = altered.content->at("e2e:ma").at("env").get_ref<std::string&>();
  text.back() = text.back() == 'A' ? 'E' : 'A';
  EXPECT_EQ(refused(accept(altered)), Status::originator_not_authenticated);
  EXPECT_EQ(refused(accept(request_for(kGateway))), Status::originator_not_authenticated);
  const RequestPrimitive good = request_for(kDevice);
  EXPECT_TRUE(std::holds_alternative<VerifiedRequest>(accept(good)));
  EXPECT_EQ(refused(accept(good)), Status::originator_not_authenticated);
}

TEST_F(DelegateTest, VerifiesWhatIsForItself) {
  const auto admission = accept(request_for(kGateway), kGateway);
  EXPECT_EQ(std::get<VerifiedRequest>(admission).destination, kGateway);
}

// MA-14: TR-0012 clause 5.6.4 step 5
TEST_F(DelegateTest, AnswersOnlyAnApplicationThatIsAuthorized) {
  start({std::string{kDevice}});
  const RequestPrimitive outer = request_for(kDevice, "/cse-g/-/other");
  const auto admission = accept(outer);
  const auto& back = std::get<ResponsePrimitive>(admission);
  EXPECT_EQ(back.status, Status::ok);
  const Path along{.source = std::string{kApplication},
                   .destination = std::string{kDevice},
                   .protection = Protection::integrity};
  const auto answer = end_->receive(request_inside(), along, back);
  const auto& inside = std::get<VerifiedResponse>(answer).primitive;
  EXPECT_EQ(inside.status, Status::originator_has_no_privilege);
}

// Steps 3 to 10: the application gets an answer under the credential of the device.
TEST_F(DelegateTest, AnswersForTheDevice) {
  start({std::string{kDevice}});
  const RequestPrimitive outer = request_for(kDevice);
  const auto admission = accept(outer);
  const auto& request = std::get<VerifiedRequest>(admission);
  const auto back = delegate_->reply(
      outer, request, onem2m::respond_with(request.primitive, Status::ok, Json{{"x", 1}}));
  const Path along{.source = std::string{kApplication},
                   .destination = std::string{kDevice},
                   .protection = Protection::integrity};
  const auto answer = end_->receive(request_inside(), along, back);
  const auto& response = std::get<VerifiedResponse>(answer);
  EXPECT_EQ(response.source, kDevice);
  EXPECT_EQ(response.key_id, "device@tef.example");
}

TEST_F(DelegateTest, NoLongerAnswersOnceItIsNoDelegate) {
  ASSERT_TRUE(delegate_->signal(signal()));
  const RequestPrimitive outer = request_for(kDevice);
  const auto admission = accept(outer);
  const auto& request = std::get<VerifiedRequest>(admission);
  ASSERT_TRUE(delegate_->signal(signal(false)));
  const auto back =
      delegate_->reply(outer, request, onem2m::respond(request.primitive, Status::ok));
  EXPECT_EQ(back.status, Status::internal_server_error);
  EXPECT_EQ(std::get<Error>(delegate_->receive(notification(), from(kDevice), back)).code,
            Errc::not_permitted);
}

// MA-13: an answer to the device is verified, too.
TEST_F(DelegateTest, VerifiesAnswersForTheDevice) {
  start({std::string{kDevice}});
  const RequestPrimitive inner = notification();
  const RequestPrimitive outer = delegate_->send(inner, from(kDevice), "/cse-a/Cae1").value();
  ResponsePrimitive plain = onem2m::respond(inner, Status::ok);
  EXPECT_EQ(std::get<Error>(delegate_->receive(inner, from(kDevice), plain)).code,
            Errc::authentication_failed);
  const auto receipt = end_->accept(outer, std::string{kApplication});
  const auto& request = std::get<VerifiedRequest>(receipt);
  const auto back = end_->reply(outer, request, onem2m::respond(request.primitive, Status::ok));
  const auto answer = delegate_->receive(inner, from(kDevice), back);
  EXPECT_EQ(std::get<VerifiedResponse>(answer).destination, kDevice);
}

// MA-09, MA-10: the credential is one that a TTP keeps.
TEST_F(DelegateTest, AsksForTheCredentialOfTheDevice) {
  start({std::string{kDevice}});
  const RequestPrimitive outer = request_for(kDevice);
  held_.remove("device@tef.example");
  EXPECT_EQ(std::get<CredentialNeeded>(accept(outer)).id, "device@tef.example");
  EXPECT_EQ(refused(delegate_->accept(outer, std::string{kDevice}, Lookup::done)),
            Status::originator_not_authenticated);
  add_pair("device@tef.example", kDevice, 1);
  EXPECT_TRUE(std::holds_alternative<VerifiedRequest>(accept(outer)));
}

}  // namespace
}  // namespace plumbline::message_auth
