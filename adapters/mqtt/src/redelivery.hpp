/// @file
/// Requests that arrive twice, as QoS 1 allows: the answer is given again, the request is not
/// served again.

#pragma once

#include "plumbline/core/bytes.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace plumbline::adapters::mqtt {

/// The requests of the last while. Two are the same when originator, request identifier and payload
/// are: with another payload it is another request, whatever its identifier.
class RedeliveryWindow {
 public:
  using Answer = std::shared_ptr<const Bytes>;
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Bounds {
    std::size_t requests = 4096;
    std::size_t octets = std::size_t{16} << 20U;  ///< of the answers
    std::chrono::seconds age{60};
  };

  explicit RedeliveryWindow(Bounds bounds) : bounds_(bounds) {}

  struct Request {
    std::string originator;
    std::string request_id;
    std::size_t payload_hash = 0;

    friend auto operator<=>(const Request&, const Request&) = default;
  };

  enum class Seen : std::uint8_t { never, in_service, answered };

  struct Lookup {
    Seen seen = Seen::never;
    Answer answer;  ///< when it was answered
  };

  /// Looks a request up; one that was never seen is in service from now on.
  [[nodiscard]] Lookup admit(const Request& request, TimePoint now);
  void answered(const Request& request, Answer answer);

 private:
  struct Entry {
    const Request* request = nullptr;
    TimePoint since;
  };

  void forget_old(TimePoint now);
  void forget_oldest();

  Bounds bounds_;
  std::map<Request, Answer> known_;  ///< null: in service
  std::deque<Entry> order_;          ///< oldest first
  std::size_t octets_ = 0;
};

}  // namespace plumbline::adapters::mqtt
