#pragma once

#include "plumbline/harness/result.hpp"

#include "sample_recorder.hpp"

#include <cstdint>

namespace plumbline::reports::sample {

/// What a scene of the sample comes to.
enum class Ending : std::uint8_t { good, bad, refused_twin };

/// A case that is being played; its identity is set by the caller.
struct Scene {
  harness::CaseResult result;
  Recorder recorder;
};

/// The TEF serves a credential after its expiry, or does not (AR-06).
void play_expiry(Scene& scene, Ending ending);
/// A stranger may create at the hosting CSE, or may not (AR-10).
void play_stranger(Scene& scene, Ending ending);
/// The originator protects before it sends, or does not (AR-01).
void play_protection(Scene& scene, Ending ending);
/// The client opens an object with one octet changed, or does not (AR-14).
void play_tampering(Scene& scene, Ending ending);

}  // namespace plumbline::reports::sample
