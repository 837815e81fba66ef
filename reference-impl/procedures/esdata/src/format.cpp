#include "format.hpp"

namespace plumbline::esdata {

Format format_of(Form form) noexcept {
  switch (form) {
    case Form::xml:
    case Form::xml_base64:
      return {.seal = seal_xml, .open = open_xml};
    case Form::cms:
      return {.seal = seal_cms, .open = open_cms};
    default:
      return {.seal = seal_jose, .open = open_jose};
  }
}

}  // namespace plumbline::esdata
