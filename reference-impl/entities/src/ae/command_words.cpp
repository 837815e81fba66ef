#include "command_words.hpp"

namespace plumbline::entities::ae {

std::string one_of(const std::string_view* words, std::size_t count) {
  std::string text = "is one of ";
  for (std::size_t i = 0; i < count; ++i) {
    text += i == 0 ? "" : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace plumbline::entities::ae
