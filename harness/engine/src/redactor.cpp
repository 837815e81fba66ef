#include "plumbline/harness/redactor.hpp"

#include "plumbline/crypto/hmac.hpp"
#include "plumbline/crypto/random.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace plumbline::harness {
namespace {

constexpr std::size_t kShortestSecret = 8;
constexpr std::size_t kShortestRun = 16;  // of base64 characters that are decoded and looked into
constexpr std::array<std::string_view, 7> kSecretMembers{
    "kv", "psk", "key", "k", "d", "cek", "secret"};

// The characters of base64(prefix ‖ secret ‖ suffix) that depend on the secret alone, when the
// secret begins `offset` octets after a multiple of three.
std::string inner_base64(ByteView secret, std::size_t offset, bool url) {
  Bytes shifted(offset, 0);
  shifted.insert(shifted.end(), secret.begin(), secret.end());
  const std::string text = url ? to_base64url(shifted) : to_base64(shifted);
  const std::size_t first = (offset * 8 + 5) / 6;
  const std::size_t last = shifted.size() * 8 / 6;
  return text.substr(first, last - first);
}

std::vector<std::string> forms_of(ByteView secret) {
  std::vector<std::string> forms{
      std::string{as_text(secret)}, to_hex(secret), to_upper_hex(secret), to_base64(secret)};
  for (std::size_t offset = 0; offset < 3; ++offset) {
    forms.push_back(inner_base64(secret, offset, false));
    forms.push_back(inner_base64(secret, offset, true));
  }
  // Longest first, so that a padded form is replaced whole.
  std::ranges::sort(forms, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  const auto rest = std::ranges::unique(forms);
  forms.erase(rest.begin(), rest.end());
  return forms;
}

std::string stretched(const std::string& token, std::size_t length) {
  std::string out;
  while (out.size() < length) {
    out += token.substr(0, length - out.size());
  }
  return out;
}

bool is_base64_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/' || c == '-' || c == '_';
}

// Decodes a run of either alphabet, forgiving: what cannot be decoded holds nothing to find.
std::string decoded(std::string run) {
  std::ranges::replace(run, '+', '-');
  std::ranges::replace(run, '/', '_');
  run.resize(run.size() - (run.size() % 4 == 1 ? 1 : 0));
  for (std::size_t cut = 0; cut < 3 && run.size() > cut; ++cut) {
    if (auto octets = from_base64url(std::string_view{run}.substr(0, run.size() - cut))) {
      return std::string{as_text(octets.value())};
    }
  }
  return {};
}

}  // namespace

std::shared_ptr<const crypto::SecretBytes> new_run_key() {
  crypto::SystemRandom random;
  return std::make_shared<const crypto::SecretBytes>(crypto::random_secret(random, 32));
}

Redactor::Redactor(std::shared_ptr<const crypto::SecretBytes> run_key)
    : run_key_(std::move(run_key)) {}

void Redactor::add(ByteView secret, std::string_view what) {
  if (secret.size() < kShortestSecret) {
    return;
  }
  const auto mac = crypto::hmac(crypto::HashAlgorithm::sha256, run_key_->expose(), {secret});
  std::string token = "withheld." + to_hex(mac.expose().first(16)) + ".";
  if (std::ranges::find(secrets_, token, &Secret::token) == secrets_.end()) {
    secrets_.push_back(
        {.token = std::move(token), .what = std::string{what}, .forms = forms_of(secret)});
  }
}

void Redactor::add_by_structure(const Json& value) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      if (member.is_string() && std::ranges::find(kSecretMembers, name) != kSecretMembers.end()) {
        const std::string& text = member.get_ref<const std::string&>();
        const auto octets = from_base64(text);
        add(octets ? ByteView{octets.value()} : as_bytes(text), name);
      } else {
        add_by_structure(member);
      }
    }
  } else if (value.is_array()) {
    for (const Json& element : value) {
      add_by_structure(element);
    }
  }
}

const Redactor::Secret* Redactor::found_in(std::string_view text) const {
  for (const Secret& secret : secrets_) {
    for (const std::string& form : secret.forms) {
      if (text.find(form) != std::string_view::npos) {
        return &secret;
      }
    }
  }
  return nullptr;
}

void Redactor::redact_in_place(std::string& text) const {
  for (const Secret& secret : secrets_) {
    for (const std::string& form : secret.forms) {
      for (std::size_t at = text.find(form); at != std::string::npos; at = text.find(form, at)) {
        text.replace(at, form.size(), stretched(secret.token, form.size()));
        at += form.size();
      }
    }
  }
}

void Redactor::redact_encoded_runs(std::string& text) const {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    while (end < text.size() && is_base64_character(text[end])) {
      ++end;
    }
    if (end - begin >= kShortestRun) {
      if (const Secret* secret = found_in(decoded(text.substr(begin, end - begin)))) {
        text.replace(begin, end - begin, stretched(secret->token, end - begin));
      }
    }
    begin = end + 1;
  }
}

std::string Redactor::redact(std::string octets) const {
  if (!secrets_.empty()) {
    redact_in_place(octets);
    redact_encoded_runs(octets);
  }
  return octets;
}

Json Redactor::redact(Json value) const {
  if (value.is_string()) {
    return redact(value.get<std::string>());
  }
  if (value.is_structured()) {
    for (Json& member : value) {
      member = redact(std::move(member));
    }
  }
  return value;
}

std::vector<Redaction> Redactor::redactions() const {
  std::vector<Redaction> out;
  out.reserve(secrets_.size());
  for (const Secret& secret : secrets_) {
    out.push_back({.token = secret.token, .what = secret.what});
  }
  return out;
}

}  // namespace plumbline::harness
