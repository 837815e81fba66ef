#include "wake_paho.hpp"

#include "waker.hpp"

namespace plumbline::adapters::mqtt {

void wake_paho() {
  static auto* const waker = new Waker;
  waker->wake();
}

}  // namespace plumbline::adapters::mqtt
