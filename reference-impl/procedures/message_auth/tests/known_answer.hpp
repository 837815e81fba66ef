/// @file
/// A message with known values: computed by an implementation that shares no code with this one.

#pragma once

#include "plumbline/core/bytes.hpp"
#include "plumbline/message_auth/message.hpp"
#include "plumbline/onem2m/timestamp.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::message_auth {

inline constexpr std::string_view kApplication = "//sp.example/cse-a/Cae1";
inline constexpr std::string_view kServer = "//sp.example/cse-b";
inline constexpr std::string_view kKeyId = "c1@tef.example";
inline constexpr std::string_view kAuthenticationKey =
    "694e114194cd9c1d39e3aee9a8f58f1f6aaa885b91e2a2247db4f54111c44920";
inline constexpr std::string_view kConfidentialityKey =
    "a9f19d128e0e72190d933158e9153161f66a31b0527d0593c58a1d0be1d1f02b";

inline constexpr std::string_view kRequest =
    R"({"op":2,"to":"/cse-b/-/x","fr":"/cse-a/Cae1","rqi":"i1","rvi":"3"})";

inline constexpr std::string_view kWithIntegrity =
    "eyJhbGciOiJIUzI1NiIsImtpZCI6ImMxQHRlZi5leGFtcGxlIiwiY3R5Ijoidm5kLm9uZW0ybS1wcmVxK2pzb24iLCJzcm"
    "MiOiIvL3NwLmV4YW1wbGUvY3NlLWEvQ2FlMSIsImRzdCI6Ii8vc3AuZXhhbXBsZS9jc2UtYiIsInNxbiI6MTg2MTkyMDAw"
    "MDAwMCwidHMiOiIyMDI5MDEwMVQwMDAwMDAifQ.eyJvcCI6MiwidG8iOiIvY3NlLWIvLS94IiwiZnIiOiIvY3NlLWEvQ2F"
    "lMSIsInJxaSI6ImkxIiwicnZpIjoiMyJ9.8gVeIEBFIUPc9AXNzq4HMZyuvkYUPZ2UWg4h18A4COI";
inline constexpr std::string_view kWithConfidentiality =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYzFAdGVmLmV4YW1wbGUiLCJjdHkiOiJ2bmQub25lbTJtLX"
    "ByZXEranNvbiIsInNyYyI6Ii8vc3AuZXhhbXBsZS9jc2UtYS9DYWUxIiwiZHN0IjoiLy9zcC5leGFtcGxlL2NzZS1iIiwi"
    "c3FuIjoxODYxOTIwMDAwMDAwLCJ0cyI6IjIwMjkwMTAxVDAwMDAwMCJ9..AAECAwQFBgcICQoL.F91PXc3HSiBUsE7PtIX"
    "buK4FMLy2YhWxxCgv_04Y6dixJuBGLm_7jCPWaYjHbKmzsrn9le-t1tsw-iSp_XZPEK2a.5dZSu68MgPdDLveDWoWhnA";
inline constexpr std::string_view kWithBoth =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYzFAdGVmLmV4YW1wbGUiLCJjdHkiOiJqb3NlIiwic3JjIj"
    "oiLy9zcC5leGFtcGxlL2NzZS1hL0NhZTEiLCJkc3QiOiIvL3NwLmV4YW1wbGUvY3NlLWIiLCJzcW4iOjE4NjE5MjAwMDAw"
    "MDAsInRzIjoiMjAyOTAxMDFUMDAwMDAwIn0..AAECAwQFBgcICQoL.CYZqRY26G2U5rWuk29296pMJVK3QIk65vEdEr3VX"
    "noLPDcFPWWfhoyf0Ht6ICaOukvKw3t-vpsJb4j2puyFYSMOK2Rk1FJ9FhdTTwe9fkTGxWTplbpx7KNxtQWJ8ttBCapHUgM"
    "FmkD1uCB-gQH7pX8Yeb9h7oULNTsza9-rZY4fADMyR7VSexN4AM84_L8Sbq2SPV4y5ISkps4VSf-S34rLvHVe5_V4RJQ3x"
    "_0CiGQJ4tVME48n1-hmS___kjPYInmUWPsPJU_WdPSiyw37WgxZOetYWdRJzq6E5SqpDNQJjt_bqF_x484Cx8-AjA5Aws4"
    "U-y6D8INOnufwTvR9ulYIuSW1DxtmW7a5OjJMrGaeqWNapOx2aiT5aHqotFT22yU3nJpg8j-KYQ0pt6jUrVgmemqhyp1d9"
    "CnGuE_wrgceLj0bTe5OGQ7y_pw3ZCcZZj-URir34-pPHp21iSmhN6H1T-aFvrIU.47UPI0WKv2b8NIcfA9UXAw";

/// Kpsa: 20 21 … 3f.
inline Bytes known_kpsa() {
  Bytes key;
  for (std::uint8_t octet = 0x20; octet <= 0x3F; ++octet) {
    key.push_back(octet);
  }
  return key;
}

inline TimePoint known_time() {
  return onem2m::from_timestamp("20290101T000000").value();
}

inline MessageHeader known_header() {
  return {.key_id = std::string{kKeyId},
          .content_type = "vnd.onem2m-preq+json",
          .source = std::string{kApplication},
          .destination = std::string{kServer},
          .sequence = 1861920000000,
          .time = known_time()};
}

/// The credential of the application and the server.
inline Credential known_credential() {
  const Bytes kpsa = known_kpsa();
  return shared_credential({.id = std::string{kKeyId},
                            .owner = std::string{kApplication},
                            .peer = std::string{kServer},
                            .kpsa = kpsa,
                            .salt = Bytes(32, 0x55)})
      .value();
}

}  // namespace plumbline::message_auth
