// ESData that a target must not take, as a codec refuses it: ESD-01, ESD-04, ESD-06, ESD-07,
// ESD-15, ESD-19.

#include "esdata/envelopes.hpp"
#include "esdata/lists.hpp"

namespace plumbline::testcases {

using harness::Purpose;

void add_esdata_refusing(std::vector<Purpose>& out) {
  for (const Refusing& what : std::vector<Refusing>{
           {.id = "ESD-01-CODEC-03",
            .title = "The codec uses no credential for another purpose than its own",
            .flag = "OtherPurpose",
            .control = "SymmetricEncryption",
            .text = "A credential whose SUID is for another purpose is refused",
            .failure_means = "The SUID of a credential is not looked at."},
           {.id = "ESD-04-CODEC-03",
            .title = "The codec gives no payload whose MIC is wrong",
            .flag = "ModifiedEnvelope",
            .also = "Mic",
            .control = "Mic",
            .text = "A changed payload or MIC is refused",
            .failure_means = "The MIC is not checked."},
           {.id = "ESD-06-CODEC-03",
            .title = "The codec gives no payload whose signature is wrong",
            .flag = "ModifiedEnvelope",
            .also = "DigitalSignature",
            .control = "DigitalSignature",
            .text = "A changed payload or signature is refused",
            .failure_means = "The signature is not checked."},
           {.id = "ESD-07-CODEC-03",
            .title = "The codec refuses another class than the one demanded",
            .flag = "OtherClass",
            .control = "Nested",
            .text = "What is not signed first and then encrypted is refused where that is demanded",
            .failure_means = "Whoever takes the signature away is not noticed."},
           {.id = "ESD-15-CODEC-02",
            .title = "The codec refuses JSON in which one value is another",
            .flag = "ModifiedEnvelope",
            .also = "JsonForm",
            .control = "Respelled",
            .text = "Another value of any member is noticed",
            .failure_means = "A member of the JSON serialization is not authenticated."},
           {.id = "ESD-19-CODEC-01",
            .title = "The codec gives no payload of an altered envelope",
            .flag = "ModifiedEnvelope",
            .also = "SymmetricEncryption",
            .control = "SymmetricEncryption",
            .text = "A changed key, IV, ciphertext or tag yields no payload",
            .failure_means =
                "Encryption alone is taken for no guard of integrity, or a tag is not checked."}}) {
    out.push_back(refuses(what));
  }
}

}  // namespace plumbline::testcases
