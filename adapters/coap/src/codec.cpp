#include "plumbline/adapters/coap/codec.hpp"

#include "content.hpp"
#include "fields.hpp"
#include "options.hpp"
#include "target.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace plumbline::adapters::coap {
namespace {

using onem2m::Operation;
using onem2m::RequestPrimitive;
using onem2m::ResponsePrimitive;
using onem2m::Status;

constexpr std::string_view kOperation = "op";     ///< TS-0004 table 8.2.2-1
constexpr std::string_view kResponseType = "rt";  ///< likewise
constexpr std::string_view kTokens = "tkns";      ///< a parameter, though it travels in the query

// --- codes ---------------------------------------------------------------------------------------

Code method_of(Operation operation) {
  switch (operation) {
    case Operation::create:
    case Operation::notify:
      return kPost;
    case Operation::retrieve:
      return kGet;
    case Operation::update:
      return kPut;
    case Operation::remove:
      return kDelete;
  }
  return {};
}

/// The value of a Content-Format or Accept option that has a serialization of contents.
std::optional<std::uint32_t> format_in(const Message& message, std::uint16_t number) {
  const auto* const option = find_option(message, number);
  if (option == nullptr || option->value.size() > 2) {
    return std::nullopt;
  }
  const auto format = uint_of(option->value);
  return serialization_of(format) ? std::optional{format} : std::nullopt;
}

/// TS-0008 clause 6.2.1: nonBlockingRequestSynch, nonBlockingRequestAsynch, flexBlocking.
bool names_operation(const RequestPrimitive& primitive) {
  const auto found = primitive.query.find(kResponseType);
  return found != primitive.query.end() &&
         (found->second == "1" || found->second == "2" || found->second == "4");
}

/// TS-0008 clause 6.2.1: a POST creates when it says of what type.
std::optional<Operation> operation_of(Code method, bool has_type) {
  switch (method) {
    case kPost:
      return has_type ? Operation::create : Operation::notify;
    case kGet:
      return Operation::retrieve;
    case kPut:
      return Operation::update;
    case kDelete:
      return Operation::remove;
    default:
      return std::nullopt;
  }
}

unsigned dotted_code_of(unsigned rsc) {
  if (const auto row = onem2m::mapping_of(rsc); row && row->coap != 0) {
    return row->coap;
  }
  const unsigned response_class = rsc / 1000;
  return response_class == 4 ? 400 : response_class < 4 && response_class > 0 ? 204 : 500;
}

/// TS-0008 table 6.2.4-1 with the two rows that depend on more than the status.
Code response_code_of(const ResponsePrimitive& primitive, Operation answered) {
  const auto rsc = number_of(primitive.status);
  if (primitive.status == Status::ok) {
    return code_of(answered == Operation::retrieve ? 205 : 204);
  }
  if (rsc == 1002) {  // ACCEPTED, asynchronous: 2.01 when a request resource was made
    return code_of(primitive.created_uri ? 201 : 204);
  }
  return code_of(dotted_code_of(rsc));
}

// --- faults --------------------------------------------------------------------------------------

Fault fault_of_status(Status status, std::string detail) {
  return {.code = code_of(dotted_code_of(number_of(status))),
          .status = status,
          .detail = std::move(detail)};
}

Fault bad_request(const Error& error) {
  return fault_of_status(Status::bad_request, error.detail);
}

/// RFC 7252 clause 5.4.1: 4.02 for a critical option that is not known.
Fault fault_of_options(const Error& error) {
  auto fault = bad_request(error);
  if (error.code == Errc::unsupported) {
    fault.code = code_of(402);
  }
  return fault;
}

Fault fault_of_content(const Error& error) {
  return error.code == Errc::unsupported
             ? fault_of_status(Status::unsupported_media_type, error.detail)
             : bad_request(error);
}

// --- options -------------------------------------------------------------------------------------

/// Adds the options of primitives of either direction.
class Writer {
 public:
  Writer(Message& message, bool in_request, OptionNumbers numbers)
      : message_(message),
        numbers_(numbers),
        in_request_(in_request) {}

  /// Nothing for an empty value.
  [[nodiscard]] Result<void> add(std::string_view parameter, std::string_view value) {
    if (value.empty()) {
      return success();
    }
    return add_parameter(message_, *rule_of_parameter(parameter, in_request_), numbers_, value);
  }

  /// Also what the map holds without an option of its own, in the query.
  [[nodiscard]] Result<void> add_all(const onem2m::Parameters& parameters) {
    for (const auto& [name, value] : parameters) {
      if (const auto* const rule = rule_of_parameter(name, in_request_)) {
        PLUMBLINE_TRY(add_parameter(message_, *rule, numbers_, value));
      } else if (in_request_) {
        PLUMBLINE_TRY(add_query_field(message_, name, value));
      } else if (name != "to") {  // a response goes to whoever asked
        return fail(Errc::invalid_value, name + ": no option of a response carries it");
      }
    }
    return success();
  }

 private:
  Message& message_;
  OptionNumbers numbers_;
  bool in_request_;
};

// --- requests ------------------------------------------------------------------------------------

Result<void> add_query(Message& message, const RequestPrimitive& primitive) {
  for (const auto& [name, value] : primitive.query) {
    if (name == kOperation || name == kTokens) {
      return fail(Errc::invalid_value, name + ": no query field, it means another parameter");
    }
    PLUMBLINE_TRY(add_query_field(message, name, value));
  }
  if (names_operation(primitive)) {
    return add_query_field(
        message, kOperation, std::to_string(static_cast<unsigned>(primitive.operation)));
  }
  return success();
}

/// Takes `op` out of the query.
Result<std::optional<Operation>> take_operation(onem2m::Parameters& query) {
  const auto found = query.find(kOperation);
  if (found == query.end()) {
    return std::optional<Operation>{};
  }
  const auto text = std::move(found->second);
  query.erase(found);
  if (text.size() != 1 || text < "1" || text > "5") {
    return fail(Errc::invalid_value, "Uri-Query 'op': not 1 to 5");
  }
  return std::optional{static_cast<Operation>(text.front() - '0')};
}

/// Operation of a request, by its method, its type and its query.
Decoded<Operation> read_operation(Code method, Fields& fields) {
  auto named = take_operation(fields.query);
  if (!named) {
    return bad_request(named.error());
  }
  const auto operation = operation_of(method, fields.resource_type.has_value());
  if (!operation) {
    return fault_of_status(Status::operation_not_allowed, "method " + dotted_text(method));
  }
  if (named.value() && method != kPost) {
    return fault_of_status(Status::bad_request, "Uri-Query 'op': only a POST names its operation");
  }
  const auto chosen = named.value().value_or(*operation);
  if (fields.resource_type && chosen != Operation::create) {
    // RFC 7252 clause 5.4: an option that is not for this method is as good as not known.
    return Fault{.code = code_of(402), .detail = "oneM2M-TY: critical, and only for a CREATE"};
  }
  return chosen;
}

Decoded<void> check_fields(const Fields& fields, bool has_payload) {
  if (fields.to_proxy) {
    return Fault{.code = code_of(505), .status = Status::not_implemented, .detail = "Proxy-Uri"};
  }
  if (fields.target.empty()) {
    return fault_of_status(Status::bad_request, "Uri-Path is missing");
  }
  if (has_payload && !fields.content_format) {
    return fault_of_status(Status::bad_request, "Content-Format is missing");
  }
  if (fields.accept && !serialization_of(*fields.accept)) {
    return fault_of_status(
        Status::not_acceptable,
        "Accept " + std::to_string(*fields.accept) + ": only JSON, XML and CBOR can be given");
  }
  return success();
}

}  // namespace

Result<Message> encode_request(const RequestPrimitive& primitive,
                               std::string_view prefix,
                               OptionNumbers numbers,
                               onem2m::Serialization serialization) {
  const auto format = plain_format_of(serialization);
  Message message;
  message.code = names_operation(primitive) ? kPost : method_of(primitive.operation);
  PLUMBLINE_TRY(add_path(message, prefix, "path of the address"));
  PLUMBLINE_TRY(add_target(message, option::kUriPath, primitive.to, "to"));
  PLUMBLINE_TRY(add_query(message, primitive));
  add_uint_option(message, option::kAccept, format);
  Writer writer{message, true, numbers};
  PLUMBLINE_TRY(writer.add("fr", primitive.from));
  PLUMBLINE_TRY(writer.add("rqi", primitive.request_id));
  PLUMBLINE_TRY(writer.add("rvi", primitive.release_version));
  if (primitive.operation == Operation::create && primitive.resource_type) {
    PLUMBLINE_TRY(writer.add("ty", std::to_string(*primitive.resource_type)));
  }
  PLUMBLINE_TRY(writer.add_all(primitive.parameters));
  if (primitive.content) {
    PLUMBLINE_TRY(add_content(message, *primitive.content, format));
  }
  return message;
}

Decoded<RequestPrimitive> decode_request(const Message& message, OptionNumbers numbers) {
  auto read = read_fields(message, true, numbers);
  if (!read) {
    return fault_of_options(read.error());
  }
  auto& fields = read.value();
  RequestPrimitive primitive;
  PLUMBLINE_TRY(check_fields(fields, !message.payload.empty()));
  PLUMBLINE_TRY(primitive.operation, read_operation(message.code, fields));
  auto content = read_content(message, fields.content_format);
  if (!content) {
    return fault_of_content(content.error());
  }
  primitive.to = fields.target.target();
  primitive.from = std::move(fields.from);
  primitive.request_id = std::move(fields.request_id);
  primitive.release_version = std::move(fields.release_version);
  primitive.resource_type = fields.resource_type;
  primitive.content = std::move(content).value();
  primitive.parameters = std::move(fields.parameters);
  primitive.query = std::move(fields.query);
  if (const auto tokens = primitive.query.find(kTokens); tokens != primitive.query.end()) {
    primitive.parameters.insert(primitive.query.extract(tokens));
  }
  return primitive;
}

// --- responses -----------------------------------------------------------------------------------

std::uint32_t answer_format_of(const Message& request) {
  if (const auto accepted = format_in(request, option::kAccept)) {
    return *accepted;
  }
  const auto given = format_in(request, option::kContentFormat);
  return given ? plain_format_of(serialization_of(*given).value()) : kJsonFormat;
}

Result<Message> encode_response(const ResponsePrimitive& primitive,
                                Operation answered,
                                OptionNumbers numbers,
                                std::uint32_t format) {
  Message message;
  message.code = response_code_of(primitive, answered);
  Writer writer{message, false, numbers};
  PLUMBLINE_TRY(writer.add("rsc", std::to_string(number_of(primitive.status))));
  PLUMBLINE_TRY(writer.add("rqi", primitive.request_id));
  PLUMBLINE_TRY(writer.add("rvi", primitive.release_version));
  PLUMBLINE_TRY(writer.add("fr", primitive.from));
  PLUMBLINE_TRY(writer.add_all(primitive.parameters));
  if (primitive.created_uri) {
    PLUMBLINE_TRY(
        add_target(message, option::kLocationPath, *primitive.created_uri, "created resource"));
  }
  if (primitive.content) {
    PLUMBLINE_TRY(add_content(message, *primitive.content, format));
  }
  return message;
}

Result<ResponsePrimitive> decode_response(const Message& message, OptionNumbers numbers) {
  auto read = read_fields(message, false, numbers);
  if (!read) {
    return fail(Errc::malformed, read.error().detail);
  }
  auto& fields = read.value();
  if (!fields.status) {
    return fail(Errc::malformed,
                "oneM2M-RSC is missing (CoAP code " + dotted_text(message.code) + ')');
  }
  if (*fields.status < 1000 || *fields.status > 9999) {
    return fail(Errc::malformed, "oneM2M-RSC is no number of four digits");
  }
  ResponsePrimitive primitive;
  primitive.status = static_cast<Status>(*fields.status);
  primitive.from = std::move(fields.from);
  primitive.request_id = std::move(fields.request_id);
  primitive.release_version = std::move(fields.release_version);
  primitive.parameters = std::move(fields.parameters);
  if (!fields.target.empty()) {
    primitive.created_uri = fields.target.target();
  }
  auto content = read_content(message, fields.content_format);
  if (content) {
    primitive.content = std::move(content).value();
  } else if (is_success(primitive.status) || content.error().code != Errc::unsupported) {
    return fail(Errc::malformed, content.error().detail);
  }
  return primitive;  // RFC 7252 clause 5.5.2: an error may be explained as the server likes
}

Message encode_fault(const Message& request, const Fault& fault, OptionNumbers numbers) {
  RequestPrimitive asked;
  asked.release_version.clear();
  for (const auto* const name : {"rqi", "rvi"}) {
    const auto& rule = *rule_of_parameter(name, true);
    const auto* const option = find_option(request, number_of(rule, numbers));
    const auto text = option == nullptr ? Result<std::string>{""} : text_of(rule, *option);
    const bool fits = text && text.value().size() <= rule.most;
    (name == std::string_view{"rqi"} ? asked.request_id : asked.release_version) =
        fits ? text.value() : std::string{};
  }
  const auto primitive = respond(asked, fault.status, fault.detail);
  auto encoded =
      encode_response(primitive, Operation::retrieve, numbers, answer_format_of(request));
  // What arrived in an option fits into one, and JSON carries any text.
  auto response = encoded ? std::move(encoded).value()
                          : encode_response(primitive, Operation::retrieve, numbers).value();
  response.code = fault.code;
  return response;
}

}  // namespace plumbline::adapters::coap
