// Hosting CSEs that lose or change what they were given.

#include "plumbline/core/bytes.hpp"
#include "plumbline/core/json.hpp"
#include "plumbline/entities/cse/cse_policy.hpp"
#include "plumbline/entities/entity.hpp"

#include "library/front.hpp"
#include "library/lists.hpp"
#include "library/mutant_of.hpp"

#include <memory>
#include <string>
#include <utility>

namespace plumbline::harness {
namespace {

using entities::CsePolicy;
using entities::Resource;
using entities::ResourceTree;

constexpr const char* kInstance = "m2m:cin";

class ReportsBeforeStoring final : public CsePolicy {
 public:
  void store(ResourceTree& tree, Resource resource) override {
    if (resource.root != kInstance) {
      CsePolicy::store(tree, std::move(resource));
    }
  }
};

// Shows `attribute` of resources with root member `root` as `change` makes it.
class Misrepresents final : public CsePolicy {
 public:
  using Change = void (*)(Json& attributes);

  Misrepresents(std::string root, Change change) : root_(std::move(root)), change_(change) {}

  Json represent(const Resource& resource) const override {
    Json attributes = CsePolicy::represent(resource);
    if (resource.root == root_) {
      change_(attributes);
    }
    return attributes;
  }

 private:
  std::string root_;
  Change change_;
};

// Flips one bit in the middle of a text attribute, keeping it base64url.
void flip_middle(Json& attributes, const char* name) {
  std::string text = attributes.value(name, "");
  if (!text.empty()) {
    char& middle = text[text.size() - 4];
    middle = middle == 'A' ? 'B' : 'A';
    attributes[name] = text;
  }
}

void change_content(Json& attributes) {
  flip_middle(attributes, "con");
}

void drop_description(Json& attributes) {
  attributes["cnf"] = "text/plain:0";
}

// Replaces the header of a compact object by one without kid.
void drop_credential_id(Json& attributes) {
  const std::string con = attributes.value("con", "");
  const auto header = from_base64url(con.substr(0, con.find('.')));
  const auto members = header ? parse_json(as_text(header.value())) : Result<Json>{Json::object()};
  if (members && con.find('.') != std::string::npos) {
    Json without = members.value();
    without.erase("kid");
    attributes["con"] = to_base64url(as_bytes(json_text(without))) + con.substr(con.find('.'));
  }
}

void change_object(Json& attributes) {
  flip_middle(attributes, "e2e:env");
}

void change_text_of_device(Json& attributes) {
  flip_middle(attributes, "dc");
}

void drop_parameters(Json& attributes) {
  attributes.erase("e2e:cp");
}

SlotFault misrepresenting(const char* root, Misrepresents::Change change) {
  return {.cse_policy = [root, change] { return std::make_unique<Misrepresents>(root, change); }};
}

// Knows no resource whose root member is `root`.
SlotFault not_knowing(std::string root) {
  return {.wrap = front([root = std::move(root)](entities::Server& cse,
                                                 const onem2m::RequestPrimitive& request,
                                                 const onem2m::Association& association) {
            if (request.operation == onem2m::Operation::create && request.content &&
                request.content->contains(root)) {
              return onem2m::respond(request, onem2m::Status::bad_request, root + " is not known");
            }
            return cse.handle(request, association);
          })};
}

void add(std::vector<Mutant>& out,
         std::string name,
         std::string description,
         const std::string& target,
         SlotFault fault) {
  out.push_back(
      mutant_of(Role::hcse, std::move(name), std::move(description), target, std::move(fault)));
}

void add_instance_mutants(std::vector<Mutant>& out) {
  const std::string purpose = "AR-09-HCSE-01";
  add(out,
      "hcse-reports-before-storing",
      "answers 2001 and never keeps the instance",
      purpose + "/A2",
      {.cse_policy = [] { return std::make_unique<ReportsBeforeStoring>(); }});
  add(out,
      "hcse-alters-content",
      "gives back other octets than it was given",
      purpose + "/A3",
      misrepresenting(kInstance, change_content));
  add(out,
      "hcse-drops-the-credential-id",
      "rewrites protected content without its kid",
      purpose + "/A4",
      misrepresenting(kInstance, drop_credential_id));
  add(out,
      "hcse-drops-content-info",
      "forgets what the content is (cnf)",
      purpose + "/A5",
      misrepresenting(kInstance, drop_description));
}

void add_children_mutants(std::vector<Mutant>& out) {
  const std::string purpose = "DS-20-HCSE-01";
  add(out,
      "hcse-knows-no-encrypted-content",
      "refuses e2e:ec children",
      purpose + "/A2",
      not_knowing("e2e:ec"));
  add(out,
      "hcse-knows-no-authentication-tag",
      "refuses e2e:at children",
      purpose + "/A3",
      not_knowing("e2e:at"));
  add(out,
      "hcse-alters-encrypted-content",
      "changes the object in an e2e:ec",
      purpose + "/A4",
      misrepresenting("e2e:ec", change_object));
  add(out,
      "hcse-alters-the-tag",
      "changes the object in an e2e:at",
      purpose + "/A5",
      misrepresenting("e2e:at", change_object));
  add(out,
      "hcse-drops-crypto-params",
      "keeps an e2e:ec without its CryptoParams",
      purpose + "/A6",
      misrepresenting("e2e:ec", drop_parameters));
}

}  // namespace

void add_hcse_hosting_mutants(std::vector<Mutant>& out) {
  add_instance_mutants(out);
  add_children_mutants(out);
  add(out,
      "hcse-alters-protected-data",
      "changes an octet of ESData that it hosts",
      "ESD-10-HCSE-01/A2",
      misrepresenting(kInstance, change_content));
  add(out,
      "hcse-forgets-protection",
      "forgets that what it hosts is ESData",
      "ESD-10-HCSE-01/A3",
      misrepresenting(kInstance, drop_description));
  add(out,
      "hcse-alters-a-policys-signature",
      "changes the object in an e2e:ds",
      "DS-16-HCSE-01/A3",
      misrepresenting("e2e:ds", change_object));
  add(out,
      "hcse-knows-no-signature",
      "refuses e2e:ds children",
      "DS-16-HCSE-01/A2",
      not_knowing("e2e:ds"));
  add(out,
      "hcse-protects-instances-only",
      "refuses a <mgmtObj>",
      "DS-23-HCSE-01/A2",
      not_knowing("m2m:dvi"));
  add(out,
      "hcse-alters-descriptions",
      "changes the protected description of a <mgmtObj>",
      "DS-23-HCSE-01/A3",
      misrepresenting("m2m:dvi", change_text_of_device));
}

}  // namespace plumbline::harness
