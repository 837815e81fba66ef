#include "plumbline/entities/tef/credential_record.hpp"

namespace plumbline::entities {

CredentialRecord CredentialRecord::clone() const {
  return {.id = id,
          .source = source,
          .suid = suid,
          .targets = targets,
          .labels = labels,
          .admin_fqdn = admin_fqdn,
          .parameters = parameters,
          .created = created,
          .modified = modified,
          .expiry = expiry,
          .key = key.clone()};
}

data_at_rest::Level level_of(const CredentialRecord& record) noexcept {
  return record.parameters.lvl.value_or(data_at_rest::Level::keys);
}

data_at_rest::Use use_of(const CredentialRecord& record) noexcept {
  using data_at_rest::Use;
  const bool master = level_of(record) == data_at_rest::Level::master;
  const Use implied = master              ? Use::master
                      : record.suid == 35 ? Use::authenticity
                                          : Use::confidentiality;
  return record.parameters.use.value_or(implied);
}

crypto::HashAlgorithm hash_of(const CredentialRecord& record) noexcept {
  return record.parameters.hash.value_or(crypto::HashAlgorithm::sha256);
}

}  // namespace plumbline::entities
