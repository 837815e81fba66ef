/// @file
/// Keeps libxml2 from printing.

#pragma once

#include <libxml/globals.h>
#include <libxml/xmlerror.h>

namespace plumbline::libxml {

/// As long as one lives, errors that libxml2 would print in this thread are dropped. What went
/// wrong shows in what its functions return.
class Quiet {
 public:
  Quiet() : handler_(xmlStructuredError), context_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(nullptr, [](void* /*context*/, xmlError* /*error*/) {});
  }

  ~Quiet() { xmlSetStructuredErrorFunc(context_, handler_); }

  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  Quiet(Quiet&&) = delete;
  Quiet& operator=(Quiet&&) = delete;

 private:
  xmlStructuredErrorFunc handler_;
  void* context_;
};

}  // namespace plumbline::libxml
