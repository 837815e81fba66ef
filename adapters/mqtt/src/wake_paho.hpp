/// @file
/// Makes Paho's threads look for work.

#pragma once

namespace plumbline::adapters::mqtt {

/// Waker::wake() of one that lives as long as the process: Paho's threads do so, too, which would
/// end with the last client otherwise (that takes a second). Any thread.
void wake_paho();

}  // namespace plumbline::adapters::mqtt
