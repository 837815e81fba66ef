#include "port_reservation.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace plumbline::adapters::coap {

PortReservation::PortReservation(coap_address_t& address) {
  if (coap_address_get_port(&address) != 0) {
    return;
  }
  socket_ = ::socket(address.addr.sa.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
  coap_address_t bound = address;
  // Without the option now, so that the port is nobody's; with it from then on, so that libcoap's
  // socket may have it, too.
  const int on = 1;
  if (::bind(socket_, &address.addr.sa, address.size) == 0 &&
      ::getsockname(socket_, &bound.addr.sa, &bound.size) == 0 &&
      ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0) {
    address = bound;
  }
}

PortReservation::~PortReservation() {
  if (socket_ >= 0) {
    ::close(socket_);
  }
}

}  // namespace plumbline::adapters::coap
