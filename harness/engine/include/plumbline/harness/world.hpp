/// @file
/// Who takes part in a campaign: identities, credentials, names. The same for every case.

#pragma once

#include "plumbline/crypto/secret_bytes.hpp"
#include "plumbline/harness/security.hpp"
#include "plumbline/harness/test_pki.hpp"
#include "plumbline/onem2m/identifier.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace plumbline::harness {

/// Entities whose part the tester plays, or that the SUT plays as an AE.
enum class Who : std::uint8_t {
  admin,                ///< may do everything at the hosting CSE
  source,               ///< originator of data, AE-src
  client,               ///< authorized consumer, AE-cli
  outsider,             ///< authenticates properly and has no privilege at all
  neighbour,            ///< a CSE that may register at the one under test, with a pre-shared key
  certified_neighbour,  ///< another one, with a certificate and no key
};

inline constexpr std::size_t kActors = 6;

/// AE-ID of the AE behind each neighbouring CSE.
inline constexpr std::string_view kFarAe = "Cfar";

/// Whether `who` is a CSE; else an AE.
[[nodiscard]] constexpr bool is_cse(Who who) noexcept {
  return who == Who::neighbour || who == Who::certified_neighbour;
}

[[nodiscard]] std::string_view name_of(Who who) noexcept;  ///< "admin", "source" …

/// A key under an id that two entities share before the campaign.
struct SharedKey {
  std::string key_id;
  std::shared_ptr<const crypto::SecretBytes> key;
};

struct Actor {
  std::string id;                 ///< AE-ID as its registrar knows it: "Csource"; CSE-ID
  std::string absolute;           ///< "//sp.example/cse-a/Csource"
  std::string registration = {};  ///< address of its <AE> where it is registered already
  std::string fqdn = {};          ///< of a CSE: dNSName of its certificate
  PskCredential psk;              ///< without key: it uses its certificate
  CertificateCredential certificate;
  SharedKey pairwise = {};  ///< pairwiseESPrimKey with the CSE under test, pre-provisioned
  /// Kpsa of authenticated messages with the CSE under test, pre-provisioned; of a CSE: that of the
  /// AE behind it.
  SharedKey message = {};
};

struct World {
  onem2m::NodeIdentity cse;           ///< the hosting CSE
  std::string release_version = "3";  ///< Release Version Indicator of requests to it
  std::string cse_fqdn;               ///< dNSName of its certificate
  std::string tef_fqdn;  ///< right side of every Credential-Id, dNSName of the TEF's certificate
  std::array<Actor, kActors> actors;
  SharedKey ke;  ///< Ke under its KeID: source and TEF share it (TR-0012 7.3.2.2 step 0)
  TestPki pki;

  [[nodiscard]] const Actor& actor(Who who) const {
    return actors.at(static_cast<std::size_t>(who));
  }
};

/// Absolute id of who has the key `message` of `who`: the AE itself, or the one behind the CSE.
[[nodiscard]] std::string message_owner(const World& world, Who who);

/// The world of the embedded reference: fresh keys, names under sp.example.
[[nodiscard]] World make_world(TimePoint now);

}  // namespace plumbline::harness
