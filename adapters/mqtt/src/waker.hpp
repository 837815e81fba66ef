/// @file
/// Makes Paho's threads look for work.

#pragma once

namespace plumbline::adapters::mqtt {

/// Paho waits on the sockets it has with a time-out of a second and notices a new one only then;
/// its sending thread may miss a signal for as long. This wakes both: by a connection of Paho's
/// whose other end is ours. It also keeps the threads, which would end with the last client (that
/// takes a second, too). Does nothing where that connection could not be made. Any thread.
void wake_paho();

}  // namespace plumbline::adapters::mqtt
