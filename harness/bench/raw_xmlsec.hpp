/// @file
/// The yardstick of ESData in XML: libxmlsec as it is, with the same algorithms, an enveloping
/// signature over octets in base64, no limits and no check of what a document has besides.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"

#include "raw_text.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

#include <memory>
#include <string>
#include <string_view>

namespace plumbline::bench {

inline constexpr std::string_view kXmlHmacSha256 =
    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
inline constexpr std::string_view kXmlEcdsaSha256 =
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";

/// Frees what libxml2 and libxmlsec made.
struct FreeXml {
  void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }

  void operator()(xmlChar* text) const noexcept { xmlFree(text); }

  void operator()(xmlSecKey* key) const noexcept { xmlSecKeyDestroy(key); }

  void operator()(xmlSecKeysMngr* keys) const noexcept { xmlSecKeysMngrDestroy(keys); }

  void operator()(xmlSecEncCtx* context) const noexcept { xmlSecEncCtxDestroy(context); }

  void operator()(xmlSecDSigCtx* context) const noexcept { xmlSecDSigCtxDestroy(context); }
};

template <typename T>
using Xml = std::unique_ptr<T, FreeXml>;

inline void start_xmlsec() {
  static const bool started = [] {
    xmlInitParser();
    require(xmlSecInit() == 0 && xmlSecCryptoAppInit(nullptr) == 0 && xmlSecCryptoInit() == 0,
            "xmlSecInit");
    return true;
  }();
  static_cast<void>(started);
}

inline Xml<xmlDoc> raw_document(std::string_view text) {
  Xml<xmlDoc> document{xmlReadMemory(text.data(),
                                     static_cast<int>(text.size()),
                                     nullptr,
                                     nullptr,
                                     XML_PARSE_NONET | XML_PARSE_HUGE)};
  require(document != nullptr, "xmlReadMemory");
  return document;
}

inline std::string raw_xml_text(xmlDoc* document) {
  xmlChar* text = nullptr;
  int size = 0;
  xmlDocDumpMemory(document, &text, &size);
  const Xml<xmlChar> owner{text};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

inline Xml<xmlSecKey> raw_xml_mac_key(ByteView octets) {
  start_xmlsec();
  return Xml<xmlSecKey>{xmlSecKeyReadMemory(
      xmlSecKeyDataHmacId, octets.data(), static_cast<xmlSecSize>(octets.size()))};
}

inline Xml<xmlSecKey> raw_xml_key_pair(const crypto::PrivateKey& key) {
  start_xmlsec();
  const crypto::SecretBytes pem = key.to_pem();
  return Xml<xmlSecKey>{xmlSecCryptoAppKeyLoadMemory(pem.expose().data(),
                                                     static_cast<xmlSecSize>(pem.size()),
                                                     xmlSecKeyDataFormatPem,
                                                     nullptr,
                                                     nullptr,
                                                     nullptr)};
}

/// AES-256-GCM under a new key, which an AES-256 key wrap brings.
class RawXmlEnvelope {
 public:
  explicit RawXmlEnvelope(ByteView kek) {
    start_xmlsec();
    keys_.reset(xmlSecKeysMngrCreate());
    xmlSecKey* const key =
        xmlSecKeyReadMemory(xmlSecKeyDataAesId, kek.data(), static_cast<xmlSecSize>(kek.size()));
    require(xmlSecCryptoAppDefaultKeysMngrInit(keys_.get()) == 0 &&
                xmlSecKeySetName(key, reinterpret_cast<const xmlChar*>("e")) == 0 &&
                xmlSecCryptoAppDefaultKeysMngrAdoptKey(keys_.get(), key) == 0,
            "xmlSecKeysMngr");
  }

  std::string seal(ByteView payload) {
    constexpr int kKeyBits = 256;
    const Xml<xmlDoc> document = raw_document(kTemplate);
    const Xml<xmlSecEncCtx> context{xmlSecEncCtxCreate(keys_.get())};
    context->encKey = xmlSecKeyGenerate(xmlSecKeyDataAesId, kKeyBits, xmlSecKeyDataTypeSession);
    require(xmlSecEncCtxBinaryEncrypt(context.get(),
                                      xmlDocGetRootElement(document.get()),
                                      payload.data(),
                                      static_cast<xmlSecSize>(payload.size())) == 0,
            "xmlSecEncCtxBinaryEncrypt");
    return raw_xml_text(document.get());
  }

  std::size_t open(std::string_view text) {
    const Xml<xmlDoc> document = raw_document(text);
    const Xml<xmlSecEncCtx> context{xmlSecEncCtxCreate(keys_.get())};
    const xmlSecBufferPtr octets =
        xmlSecEncCtxDecryptToBuffer(context.get(), xmlDocGetRootElement(document.get()));
    require(octets != nullptr, "xmlSecEncCtxDecryptToBuffer");
    return xmlSecBufferGetSize(octets);
  }

 private:
  static constexpr std::string_view kTemplate =
      R"(<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod )"
      R"(Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><KeyInfo )"
      R"(xmlns="http://www.w3.org/2000/09/xmldsig#"><EncryptedKey )"
      R"(xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod )"
      R"(Algorithm="http://www.w3.org/2001/04/xmlenc#kw-aes256"/><KeyInfo )"
      R"(xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyName>e</KeyName></KeyInfo><CipherData>)"
      R"(<CipherValue/></CipherData></EncryptedKey></KeyInfo><CipherData><CipherValue/>)"
      R"(</CipherData></EncryptedData>)";

  Xml<xmlSecKeysMngr> keys_;
};

/// An enveloping signature or MAC over octets.
class RawXmlSignature {
 public:
  RawXmlSignature(Xml<xmlSecKey> key, std::string_view algorithm)
      : key_(std::move(key)),
        algorithm_(algorithm) {
    require(key_ != nullptr, "xmlSecKey");
  }

  std::string seal(ByteView payload) {
    const Xml<xmlDoc> document = raw_document(unsigned_text(payload));
    const Xml<xmlSecDSigCtx> context = context_for(document.get());
    require(xmlSecDSigCtxSign(context.get(), xmlDocGetRootElement(document.get())) == 0,
            "xmlSecDSigCtxSign");
    return raw_xml_text(document.get());
  }

  std::size_t open(std::string_view text) {
    const Xml<xmlDoc> document = raw_document(text);
    const Xml<xmlSecDSigCtx> context = context_for(document.get());
    xmlNode* const root = xmlDocGetRootElement(document.get());
    require(xmlSecDSigCtxVerify(context.get(), root) == 0 &&
                context->status == xmlSecDSigStatusSucceeded,
            "xmlSecDSigCtxVerify");
    const Xml<xmlChar> content{xmlNodeGetContent(xmlGetLastChild(root))};
    return octets_.decode(reinterpret_cast<const char*>(content.get())).size();
  }

 private:
  std::string unsigned_text(ByteView payload) {
    text_.clear();
    text_.append_encoded(payload);
    std::string text{
        R"(<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>)"
        R"(<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)"
        R"(<SignatureMethod Algorithm=")"};
    return text.append(algorithm_)
        .append(
            R"("/><Reference URI="#o"><Transforms><Transform )"
            R"(Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms><DigestMethod )"
            R"(Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference>)"
            R"(</SignedInfo><SignatureValue/><Object Id="o">)")
        .append(text_.view())
        .append("</Object></Signature>");
  }

  Xml<xmlSecDSigCtx> context_for(xmlDoc* document) {
    const xmlChar* ids[] = {reinterpret_cast<const xmlChar*>("Id"), nullptr};
    xmlSecAddIDs(document, xmlDocGetRootElement(document), ids);
    Xml<xmlSecDSigCtx> context{xmlSecDSigCtxCreate(nullptr)};
    context->signKey = xmlSecKeyDuplicate(key_.get());
    return context;
  }

  Xml<xmlSecKey> key_;
  std::string algorithm_;
  RawText text_;
  RawOctets octets_;
};

}  // namespace plumbline::bench
