#include "plumbline/data_at_rest/open.hpp"

#include "plumbline/jose/jwe.hpp"
#include "plumbline/jose/jws.hpp"
#include "plumbline/onem2m/content_info.hpp"

#include "crypto_params_json.hpp"
#include "layer.hpp"
#include "part.hpp"

#include <utility>

namespace plumbline::data_at_rest {

namespace {

enum class TagPlace : std::uint8_t { none, inside, outside, beside };

/// The objects of one piece of protected data.
struct Pieces {
  std::optional<Layer> encrypted;
  std::optional<Layer> tag;  ///< unless it is inside the encrypted one
  TagPlace place = TagPlace::none;
};

Error missing_tag() {
  return fail(Errc::authentication_failed, "the tag is missing");
}

/// What an encrypted object says of the key of its tag, against the tag itself.
Result<void> check_belongs(const Layer& encrypted, const Layer& tag) {
  if (!encrypted.header.tag) {
    return fail(Errc::authentication_failed, "a tag that the encrypted object does not have");
  }
  const KeyNeed& announced = *encrypted.header.tag;
  const KeyNeed& found = tag.header.need;
  if (tag.encrypted || announced.credential_id != found.credential_id ||
      announced.scope != found.scope || announced.freshness.nonce != found.freshness.nonce ||
      encrypted.header.resource != tag.header.resource) {
    return fail(Errc::authentication_failed, "the tag belongs to something else");
  }
  return success();
}

/// A JWS: with the content in it, or with an encrypted object in it.
Result<Pieces> pieces_of_signed(Layer tag) {
  Pieces pieces;
  pieces.place = TagPlace::outside;
  if (tag.nests()) {
    PLUMBLINE_TRY(Layer inner, read_layer(std::string{as_text(tag.payload)}));
    if (!inner.encrypted) {
      return fail(Errc::malformed, "a JWS in a JWS");
    }
    PLUMBLINE_TRY(check_belongs(inner, tag));
    pieces.encrypted = std::move(inner);
  }
  pieces.tag = std::move(tag);
  return pieces;
}

Result<Pieces> pieces_of(const ProtectedContent& content) {
  PLUMBLINE_TRY(std::string object, object_in(content));
  PLUMBLINE_TRY(Layer layer, read_layer(std::move(object)));
  if (!layer.encrypted) {
    return pieces_of_signed(std::move(layer));
  }
  Pieces pieces;
  if (layer.header.tag && !layer.nests()) {
    return missing_tag();
  }
  if (!layer.header.tag && layer.nests()) {
    return fail(Errc::unsupported, "a nested object that does not say whose tag is inside");
  }
  pieces.place = layer.header.tag ? TagPlace::inside : TagPlace::none;
  pieces.encrypted = std::move(layer);
  return pieces;
}

/// Reads one child; its CryptoParams and its protected header must not contradict each other.
Result<Layer> layer_of(const ProtectedChild& child) {
  PLUMBLINE_TRY(Layer layer, read_layer(child.object));
  if (layer.encrypted != (child.kind == ChildKind::encrypted_content)) {
    return fail(Errc::malformed, std::string{names_of(child.kind).root} + ": holds another object");
  }
  const Json params = to_json(child.params);
  for (const auto& [name, value] : params.items()) {
    const auto member = layer.raw_header.find(name);
    if (member != layer.raw_header.end() && *member != value) {
      return fail(Errc::malformed, "e2e:cp." + name + ": is not what the protected header says");
    }
  }
  return layer;
}

Result<Pieces> pieces_of(const std::vector<ProtectedChild>& children) {
  Pieces pieces;
  for (const ProtectedChild& child : children) {
    PLUMBLINE_TRY(Layer layer, layer_of(child));
    std::optional<Layer>& place = layer.encrypted ? pieces.encrypted : pieces.tag;
    if (place) {
      return fail(Errc::authentication_failed, "one child too many");
    }
    place = std::move(layer);
  }
  if (!pieces.encrypted && !pieces.tag) {
    return fail(Errc::malformed, "no protected child");
  }
  if (pieces.tag && pieces.encrypted) {
    PLUMBLINE_TRY(check_belongs(*pieces.encrypted, *pieces.tag));
    pieces.place = TagPlace::beside;
  } else if (pieces.tag) {
    if (pieces.tag->nests()) {
      return fail(Errc::authentication_failed, "the encrypted content is missing");
    }
    pieces.place = TagPlace::outside;
  } else if (pieces.encrypted->header.tag) {
    return missing_tag();
  }
  return pieces;
}

Result<Pieces> pieces_in(const ProtectedData& data) {
  return std::visit([](const auto& body) { return pieces_of(body); }, data);
}

/// The media type of content in which only a part is protected.
std::optional<std::string> type_of_partly_protected(const ProtectedData& data) {
  const auto* const content = std::get_if<ProtectedContent>(&data);
  if (content == nullptr) {
    return std::nullopt;
  }
  const auto info = onem2m::parse_content_info(content->cnf);
  if (!info || info.value().security != onem2m::ContentSecurity::none) {
    return std::nullopt;
  }
  return info.value().media_type;
}

jose::JwkSet only(const jose::Jwk& key) {
  return jose::JwkSet{{key}};
}

/// Verifies a tag that is not inside, and takes the content out of it if it is there.
Result<void> open_tag(const Pieces& pieces,
                      const OpenInput& input,
                      const OpenSteps& steps,
                      Opened& opened) {
  if (input.authenticity == nullptr) {
    return fail(Errc::key_not_found, "no authenticity key");
  }
  TagCheck check{.jws = pieces.tag->text, .detached_payload = {}, .key = *input.authenticity};
  if (pieces.place == TagPlace::beside) {
    check.detached_payload = as_bytes(pieces.encrypted->text);
  }
  PLUMBLINE_TRY(steps.verify(check));
  opened.verified = true;
  opened.payload = pieces.tag->payload;
  opened.payload_type = pieces.tag->header.cty;
  opened.resource = pieces.tag->header.resource;
  return success();
}

Result<void> open_encrypted(const Layer& encrypted,
                            const OpenInput& input,
                            const OpenSteps& steps,
                            Opened& opened) {
  if (input.confidentiality == nullptr) {
    return fail(Errc::key_not_found, "no confidentiality key");
  }
  PLUMBLINE_TRY(opened.payload,
                steps.decrypt({.jwe = encrypted.text, .key = *input.confidentiality}));
  opened.decrypted = true;
  opened.payload_type = encrypted.header.cty;
  opened.resource = encrypted.header.resource;
  return success();
}

Result<void> open_inside(const Layer& encrypted,
                         const OpenInput& input,
                         const OpenSteps& steps,
                         Opened& opened) {
  Pieces inner;
  inner.place = TagPlace::outside;
  PLUMBLINE_TRY(inner.tag, read_layer(std::string{as_text(opened.payload)}));
  PLUMBLINE_TRY(check_belongs(encrypted, *inner.tag));
  return open_tag(inner, input, steps, opened);
}

}  // namespace

Result<std::vector<KeyNeed>> needs_of(const ProtectedData& data) {
  if (type_of_partly_protected(data)) {
    PLUMBLINE_TRY(const Part part, find_part(std::get<ProtectedContent>(data)));
    return std::vector<KeyNeed>{part.layer.header.need};
  }
  PLUMBLINE_TRY(const Pieces pieces, pieces_in(data));
  std::vector<KeyNeed> needs;
  if (pieces.tag) {
    needs.push_back(pieces.tag->header.need);
  }
  if (pieces.encrypted) {
    needs.push_back(pieces.encrypted->header.need);
  }
  if (pieces.place == TagPlace::inside) {
    needs.push_back(*pieces.encrypted->header.tag);
  }
  return needs;
}

Result<void> verify_tag(const TagCheck& check) {
  jose::JwsVerifyOptions options;
  options.detached_payload = check.detached_payload;
  PLUMBLINE_TRY(jose::verify_jws(check.jws, only(check.key), options));
  return success();
}

Result<Bytes> decrypt(const Decryption& decryption) {
  jose::JweOpenOptions options;
  options.cuts_longer_keys = true;
  PLUMBLINE_TRY(jose::OpenedJwe opened,
                jose::open_jwe(decryption.jwe, only(decryption.key), options));
  return std::move(opened.plaintext);
}

Result<Opened> open(const OpenInput& input, const OpenSteps& steps) {
  if (auto media_type = type_of_partly_protected(input.data)) {
    PLUMBLINE_TRY(Part part, find_part(std::get<ProtectedContent>(input.data)));
    return open_part(std::move(part), std::move(*media_type), input, steps);
  }
  PLUMBLINE_TRY(const Pieces pieces, pieces_in(input.data));
  Opened opened;
  if (pieces.tag) {
    PLUMBLINE_TRY(open_tag(pieces, input, steps, opened));
  }
  if (pieces.encrypted) {
    PLUMBLINE_TRY(open_encrypted(*pieces.encrypted, input, steps, opened));
  }
  if (pieces.place == TagPlace::inside) {
    PLUMBLINE_TRY(open_inside(*pieces.encrypted, input, steps, opened));
  }
  return opened;
}

}  // namespace plumbline::data_at_rest
