/// @file
/// A port of one's own for a listener.

#pragma once

#include <coap3/coap.h>

namespace plumbline::adapters::coap {

/// Where `address` leaves the port to the system, finds one that nobody has, writes it there and
/// holds it for as long as this lives.
///
/// libcoap binds with SO_REUSEADDR, which with UDP makes the system take ports for free that others
/// of this kind listen on; then one of two listeners gets the datagrams of both.
class PortReservation {
 public:
  explicit PortReservation(coap_address_t& address);
  ~PortReservation();
  PortReservation(const PortReservation&) = delete;
  PortReservation& operator=(const PortReservation&) = delete;
  PortReservation(PortReservation&&) = delete;
  PortReservation& operator=(PortReservation&&) = delete;

 private:
  int socket_ = -1;
};

}  // namespace plumbline::adapters::coap
