/// @file
/// What a DTLS session reads from and writes to. Private to src/.

#pragma once

#include "plumbline/core/bytes.hpp"

#include "ssl.hpp"

#include <openssl/bio.h>
#include <sys/time.h>

#include <utility>

namespace plumbline::channel {

/// Holds one record to read, what was written, and the timer of retransmission. OpenSSL 3.0 counts
/// that timer by the clock of the machine, and hands out where it is kept each time it is set. Here
/// it stands still until expire() lets it end.
class Wire {
 public:
  /// A BIO over this wire, which stays where it is and outlives the session.
  [[nodiscard]] ssl::Ptr<BIO, BIO_free> bio();

  void give(ByteView record) { in_.assign(record.begin(), record.end()); }

  [[nodiscard]] Bytes take_written() { return std::exchange(out_, {}); }

  [[nodiscard]] bool has_written() const noexcept { return !out_.empty(); }

  /// Whether an answer to the last flight is awaited.
  [[nodiscard]] bool timer_runs() const noexcept {
    return timer_ != nullptr && (timer_->tv_sec != 0 || timer_->tv_usec != 0);
  }

  /// Lets the timer, which runs, end.
  void expire() const noexcept;

 private:
  static int read(BIO* bio, char* room, int size);
  static int write(BIO* bio, const char* octets, int size);
  static long control(BIO* bio, int command, long number, void* argument);
  [[nodiscard]] static const BIO_METHOD& method();

  Bytes in_;
  Bytes out_;
  timeval* timer_ = nullptr;  ///< of the session
};

}  // namespace plumbline::channel
