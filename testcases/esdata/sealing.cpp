// ESData at a source, as a codec seals it: ESD-01, ESD-03, ESD-04, ESD-06 to ESD-08, ESD-14.

#include "esdata/lists.hpp"
#include "esdata/seals.hpp"

#include <vector>

namespace plumbline::testcases {

using harness::Purpose;

void add_esdata_sealing(std::vector<Purpose>& out) {
  for (const Sealing& what : std::vector<Sealing>{
           {.id = "ESD-01-CODEC-01",
            .title = "The codec encrypts with provisioned symmetric keys",
            .flag = "SymmetricEncryption",
            .text = "The target with the key gets the payload, its type and associated data",
            .failure_means = "The key is used in another way than its alg says."},
           {.id = "ESD-03-CODEC-01",
            .title = "The codec encrypts to the certificate of a target",
            .flag = "CertificateEncryption",
            .text = "The target with the private key gets the payload",
            .failure_means = "The agreed key is derived otherwise, or wraps another key."},
           {.id = "ESD-04-CODEC-01",
            .title = "The codec makes a MIC with a provisioned symmetric key",
            .flag = "Mic",
            .text = "The target with the key verifies the payload",
            .failure_means = "The MIC covers other octets."},
           {.id = "ESD-06-CODEC-01",
            .title = "The codec signs with the certificate of the source",
            .flag = "DigitalSignature",
            .text = "Whoever has the certificate verifies the payload",
            .failure_means = "The signature covers other octets, or is encoded otherwise."},
           {.id = "ESD-07-CODEC-01",
            .title = "The codec signs first and then encrypts payload and signature",
            .flag = "Nested",
            .text = "The target decrypts, and finds the signature of the source inside",
            .failure_means = "The layers stand in another order, or the signature is outside."},
           {.id = "ESD-08-CODEC-01",
            .title = "The codec puts several credentials on one payload",
            .flag = "SeveralCredentials",
            .text = "Every credential serves: each target opens, each signature verifies",
            .failure_means = "Only some of the credentials are on the payload."},
           {.id = "ESD-14-CODEC-01",
            .title = "The codec writes the JSON serializations, plain and in base64",
            .flag = "JsonForm",
            .text = "The envelope is in the form that was asked for, and says so",
            .failure_means = "contentInfo and content do not go together."}}) {
    out.push_back(seals_so_that_it_opens(what));
  }
}

}  // namespace plumbline::testcases
