#include "xml_key.hpp"

#include <utility>

namespace plumbline::esdata {

xmlsec::Key xml_key(const jose::Jwk& key) {
  xmlsec::KeyAttributes attributes{.name = key.kid().value_or(""),
                                   .use = key.attributes().use == "enc"
                                              ? xmlsec::KeyUse::encryption
                                              : xmlsec::KeyUse::signature};
  if (const auto half = key.public_key()) {
    return key.private_key() == nullptr
               ? xmlsec::Key::from_public(*half, std::move(attributes))
               : xmlsec::Key::from_private(*key.private_key(), std::move(attributes));
  }
  return xmlsec::Key::from_secret(key.secret()->clone(), std::move(attributes));
}

}  // namespace plumbline::esdata
