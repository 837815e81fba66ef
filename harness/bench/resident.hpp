/// @file
/// The memory that this process really has.

#pragma once

#include <unistd.h>

#include <fstream>

namespace plumbline::bench {

/// Of its pages that lie in memory now, in MiB.
inline double resident_mib() {
  std::ifstream pages{"/proc/self/statm"};
  double all = 0;
  double resident = 0;
  pages >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1U << 20U);
}

}  // namespace plumbline::bench
