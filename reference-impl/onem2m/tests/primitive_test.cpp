#include "plumbline/onem2m/primitive.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace plumbline::onem2m {

namespace {

RequestPrimitive retrieve() {
  RequestPrimitive request;
  request.to = "cse/a";
  request.from = "Cae";
  request.request_id = "r1";
  return request;
}

RequestPrimitive create() {
  RequestPrimitive request = retrieve();
  request.operation = Operation::create;
  request.resource_type = 3;
  request.content = Json{{"m2m:cnt", Json::object()}};
  return request;
}

TEST(Respond, EchoesRequestIdAndRelease) {
  RequestPrimitive request = retrieve();
  request.release_version = "2a";
  const ResponsePrimitive response = respond(request, Status::not_found, "cse/a: no such resource");
  EXPECT_EQ(response.status, Status::not_found);
  EXPECT_EQ(response.request_id, "r1");
  EXPECT_EQ(response.release_version, "2a");
  EXPECT_EQ(response.content, (Json{{"m2m:dbg", "cse/a: no such resource"}}));
  EXPECT_FALSE(respond(request, Status::deleted).content);
}

TEST(Respond, CarriesContent) {
  const Json content{{"m2m:cnt", {{"rn", "a"}}}};
  EXPECT_EQ(respond_with(retrieve(), Status::ok, content).content, content);
}

TEST(CreatedAddress, IsTakenFromWhateverTheHostTells) {
  const RequestPrimitive request = create();
  const auto address = [&](const Json& content, std::optional<std::string> uri = {}) {
    ResponsePrimitive response = respond_with(request, Status::created, content);
    response.created_uri = std::move(uri);
    return created_address(request, response);
  };
  EXPECT_EQ(address({{"m2m:cnt", {{"rn", "b"}, {"ri", "7"}}}}, "/cse-b/x"), "cse/a/b");
  EXPECT_EQ(address({{"m2m:cnt", {{"ri", "7"}}}}, "/cse-b/x"), "7");
  EXPECT_EQ(address({{"m2m:cnt", {{"rn", 7}}}}, "/cse-b/x"), "/cse-b/x");
  EXPECT_EQ(address(nullptr), "");
}

TEST(CreatedAddress, IsTheNameAskedForWhereTheHostTellsNothing) {
  RequestPrimitive request = create();
  request.content = Json{{"m2m:cnt", {{"rn", "mine"}}}};
  EXPECT_EQ(created_address(request, respond(request, Status::created)), "cse/a/mine");
}

TEST(FaultOf, FindsNoneInGoodRequests) {
  EXPECT_FALSE(fault_of(retrieve()));
  EXPECT_FALSE(fault_of(create()));
  RequestPrimitive registration = create();
  registration.resource_type = 2;
  registration.from = "";
  EXPECT_FALSE(fault_of(registration));
  RequestPrimitive node = retrieve();
  node.from = "urn:dev:mac:0024beffff804ff1";
  EXPECT_FALSE(fault_of(node));
}

struct Case {
  std::function<void(RequestPrimitive&)> spoil;
  std::string_view detail;
  Status status = Status::bad_request;
};

TEST(FaultOf, NamesTheParameter) {
  using R = RequestPrimitive;
  const Case cases[] = {
      {[](R& r) { r.to = ""; }, "to: is missing"},
      {[](R& r) { r.from = ""; }, "fr: is missing"},
      {[](R& r) { r.from = "C ae"; }, "fr: is no M2M identifier"},
      {[](R& r) { r.from = "C\r\nX: y"; }, "fr: is no M2M identifier"},
      {[](R& r) { r.from = "/cse/x/y"; }, "fr: is no M2M identifier"},
      {[](R& r) { r.from = std::string(300, 'C'); }, "fr: is no M2M identifier"},
      {[](R& r) { r.request_id = ""; }, "rqi: is missing"},
      {[](R& r) { r.request_id = "a\tb"; }, "rqi: must be at most 255 visible characters"},
      {[](R& r) { r.release_version = ""; }, "rvi: is missing"},
      {[](R& r) { r.release_version = "2"; },
       "rvi: must be 1, 2a, 3, 4 or 5",
       Status::release_version_not_supported},
      {[](R& r) { r.resource_type.reset(); }, "ty: is missing"},
      {[](R& r) { r.content.reset(); }, "pc: is missing"},
      {[](R& r) { r.operation = Operation::update; }, "ty: must be in a CREATE only"}};
  for (const auto& [spoil, detail, status] : cases) {
    RequestPrimitive request = create();
    spoil(request);
    const auto fault = fault_of(request);
    ASSERT_TRUE(fault) << detail;
    EXPECT_EQ(fault->detail, detail);
    EXPECT_EQ(fault->status, status) << detail;
  }
}

TEST(FaultOf, ContentGoesWithTheOperation) {
  for (const Operation operation : {Operation::update, Operation::notify}) {
    RequestPrimitive request = retrieve();
    request.operation = operation;
    EXPECT_EQ(fault_of(request)->detail, "pc: is missing");
    request.content = Json::object();
    EXPECT_FALSE(fault_of(request));
  }
  RequestPrimitive removal = retrieve();
  removal.operation = Operation::remove;
  EXPECT_FALSE(fault_of(removal));
  removal.content = Json::object();
  EXPECT_EQ(fault_of(removal)->detail, "pc: must not be in a DELETE");
}

TEST(Operation, Names) {
  EXPECT_EQ(name_of(Operation::create), "CREATE");
  EXPECT_EQ(name_of(Operation::retrieve), "RETRIEVE");
  EXPECT_EQ(name_of(Operation::update), "UPDATE");
  EXPECT_EQ(name_of(Operation::remove), "DELETE");
  EXPECT_EQ(name_of(Operation::notify), "NOTIFY");
}

}  // namespace

}  // namespace plumbline::onem2m
