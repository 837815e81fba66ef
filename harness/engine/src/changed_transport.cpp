#include "changed_transport.hpp"

#include <utility>

namespace plumbline::harness {

ChangedTransport::ChangedTransport(Transport& behind, Change change)
    : behind_(behind),
      change_(std::move(change)) {}

Result<std::unique_ptr<Listener>> ChangedTransport::listen(ListenOptions options) {
  return behind_.listen(std::move(options));
}

Result<std::unique_ptr<Client>> ChangedTransport::connect(ConnectOptions options) {
  change_(options);
  return behind_.connect(std::move(options));
}

bool ChangedTransport::run_until(const std::function<bool()>& done, milliseconds at_most) {
  return behind_.run_until(done, at_most);
}

void ChangedTransport::after(milliseconds delay, std::function<void()> task) {
  behind_.after(delay, std::move(task));
}

}  // namespace plumbline::harness
