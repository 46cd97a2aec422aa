// Append the spikes of one step to a log of (step, cell) pairs, both buffers updated in place.
//
// Spikes beyond the capacity are counted but not written; the engine ends its chunk before that can happen.
// The twin in JAX is wetnet.networks.spike_log.log_jax.

#include <cstdint>
#include <cstring>

#include "kernels.h"

namespace ffi = xla::ffi;

namespace {

ffi::Error LogSpikes(ffi::Buffer<ffi::PRED> spikes, ffi::Buffer<ffi::S32> step, ffi::Buffer<ffi::S32> steps,
                     ffi::Buffer<ffi::S32> cells, ffi::Buffer<ffi::S32> count, ffi::ResultBuffer<ffi::S32> steps_out,
                     ffi::ResultBuffer<ffi::S32> cells_out, ffi::ResultBuffer<ffi::S32> count_out) {
  const int64_t n = spikes.element_count();
  const int64_t capacity = steps.element_count();
  const bool* fired = spikes.typed_data();
  int32_t* s = steps_out->typed_data();
  int32_t* c = cells_out->typed_data();
  if (s != steps.typed_data()) std::copy_n(steps.typed_data(), capacity, s);
  if (c != cells.typed_data()) std::copy_n(cells.typed_data(), capacity, c);
  int32_t total = *count.typed_data();
  const int32_t now = *step.typed_data();

  const auto append = [&](int64_t i) {
    if (!fired[i]) return;
    if (total < capacity) {
      s[total] = now;
      c[total] = static_cast<int32_t>(i);
    }
    ++total;
  };
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {  // eight flags are one machine word
    uint64_t word;
    std::memcpy(&word, fired + i, 8);
    if (word == 0) continue;
    for (int64_t j = i; j < i + 8; ++j) append(j);
  }
  for (; i < n; ++i) append(i);
  *count_out->typed_data() = total;
  return ffi::Error::Success();
}

}  // namespace

XLA_FFI_DEFINE_HANDLER_SYMBOL(LogSpikesHandler, LogSpikes,
                              ffi::Ffi::Bind()
                                  .Arg<ffi::Buffer<ffi::PRED>>()
                                  .Arg<ffi::Buffer<ffi::S32>>()
                                  .Arg<ffi::Buffer<ffi::S32>>()
                                  .Arg<ffi::Buffer<ffi::S32>>()
                                  .Arg<ffi::Buffer<ffi::S32>>()
                                  .Ret<ffi::Buffer<ffi::S32>>()
                                  .Ret<ffi::Buffer<ffi::S32>>()
                                  .Ret<ffi::Buffer<ffi::S32>>());
