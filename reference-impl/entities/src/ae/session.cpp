#include "session.hpp"

#include <utility>

namespace plumbline::entities::ae {

namespace {

constexpr std::size_t kRequestIdOctets = 8;

Errc reason_of(onem2m::Status status) {
  switch (status) {
    case onem2m::Status::originator_has_no_privilege:
    case onem2m::Status::originator_not_authenticated:
    case onem2m::Status::security_association_required:
      return Errc::not_permitted;
    case onem2m::Status::not_found:
      return Errc::not_found;
    case onem2m::Status::conflict:
    case onem2m::Status::originator_has_already_registered:
      return Errc::conflict;
    case onem2m::Status::bad_request:
    case onem2m::Status::contents_unacceptable:
      return Errc::invalid_value;
    default:
      return Errc::io;
  }
}

/// "4103 ORIGINATOR_HAS_NO_PRIVILEGE: …", as far as the peer says why.
std::string detail_of(const onem2m::ResponsePrimitive& response) {
  std::string detail{onem2m::name_of(response.status)};
  if (response.content && response.content->is_object()) {
    const auto text = response.content->find("m2m:dbg");
    if (text != response.content->end() && text->is_string()) {
      detail += ": " + text->get<std::string>();
    }
  }
  return detail;
}

AeChannel channel_of(const onem2m::Association& association, const AeChannel& configured) {
  return {.secured = association.secured,
          .peer_authenticated = association.secured && configured.peer_authenticated};
}

}  // namespace

Result<const AePeerConfiguration*> Session::admitted(AePeer peer) {
  const auto& configured = peer == AePeer::cse ? configuration().cse : configuration().tef;
  if (!configured) {
    return fail(Errc::not_found, "no " + std::string{name_of(peer)} + " is configured");
  }
  if (!policy_.admits_channel(peer, entities::channel_of(*configured))) {
    return fail(Errc::not_permitted,
                "the hop to the " + std::string{name_of(peer)} + " is not secured");
  }
  return &*configured;
}

Flow<Result<Answered>> Session::exchange(AePeer peer,
                                         const onem2m::RequestPrimitive& request,
                                         bool new_session) {
  const std::string_view step = std::exchange(step_, "channel");
  PLUMBLINE_CO_TRY(const auto* const configured, admitted(peer));
  AeSendRequest sending;
  sending.peer = peer;
  sending.primitive = request;
  sending.new_session = new_session;
  AeExchanged exchanged = co_await mailbox_.exchange(std::move(sending));
  if (exchanged.response.has_error()) {
    peer_declined_ = true;
    co_return exchanged.response.error();
  }
  const AeChannel used = channel_of(exchanged.association, entities::channel_of(*configured));
  if (!policy_.admits_channel(peer, used)) {
    co_return fail(Errc::not_permitted, "the answer did not come over a secured hop");
  }
  step_ = step;
  co_return Answered{.response = std::move(exchanged.response).value(),
                     .association = std::move(exchanged.association)};
}

Flow<Result<Answered>> Session::send(AePeer peer,
                                     onem2m::RequestPrimitive& request,
                                     bool new_session) {
  const auto& configured = peer == AePeer::cse ? configuration().cse : configuration().tef;
  request.from = configured ? configured->originator : std::string{};
  request.request_id = to_hex(random().bytes(kRequestIdOctets));
  PLUMBLINE_CO_TRY(Answered answered, co_await exchange(peer, request, new_session));
  if (!onem2m::is_success(answered.response.status)) {
    decline(answered.response.status);
    co_return fail(reason_of(answered.response.status), detail_of(answered.response));
  }
  co_return std::move(answered);
}

void Session::decline(onem2m::Status status) {
  peer_declined_ = true;
  status_ = onem2m::number_of(status);
}

Json Session::failure(const Error& error) const {
  Json output = {{"outcome", peer_declined_ ? "failed" : "refused"},
                 {"step", step_},
                 {"reason", plumbline::name_of(error.code)},
                 {"detail", error.detail}};
  if (status_) {
    output["rsc"] = *status_;
  }
  return output;
}

Result<const Json*> attributes_of(const onem2m::ResponsePrimitive& response,
                                  std::string_view root) {
  if (!response.content || !response.content->is_object() || response.content->size() != 1) {
    return fail(Errc::malformed, "the answer carries no " + std::string{root});
  }
  const auto found = response.content->find(root);
  if (found == response.content->end() || !found->is_object()) {
    return fail(Errc::malformed, "the answer carries no " + std::string{root});
  }
  return &*found;
}

}  // namespace plumbline::entities::ae
