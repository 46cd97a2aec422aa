// Write the cells that fired in one step into a ring of past steps, one bit a cell, in place.
//
// The twin in JAX is wetnet.networks.history.remember_jax.

#include <cstdint>
#include <cstring>

#include "kernels.h"

namespace ffi = xla::ffi;

namespace {

// The eight flags of a machine word (each 0 or 1) as eight bits: the product moves flag i to bit 56 + i.
inline uint32_t Pack(const bool* flags) {
  uint64_t word;
  std::memcpy(&word, flags, 8);
  return word == 0 ? 0 : static_cast<uint32_t>((word * 0x0102040810204080ull) >> 56);
}

ffi::Error RememberSpikes(ffi::Buffer<ffi::U32> history, ffi::Buffer<ffi::PRED> spikes, ffi::Buffer<ffi::S32> step,
                          ffi::ResultBuffer<ffi::U32> out) {
  const int64_t rows = history.dimensions()[0];
  const int64_t words = history.dimensions()[1];
  const int64_t cells = spikes.element_count();
  uint32_t* ring = out->typed_data();
  if (ring != history.typed_data()) std::copy_n(history.typed_data(), rows * words, ring);
  const bool* fired = spikes.typed_data();
  uint32_t* row = ring + *step.typed_data() % rows * words;
  const int64_t whole = cells / 32;
  for (int64_t w = 0; w < whole; ++w) {
    const bool* flags = fired + 32 * w;
    row[w] = Pack(flags) | Pack(flags + 8) << 8 | Pack(flags + 16) << 16 | Pack(flags + 24) << 24;
  }
  if (whole < words) {
    uint32_t last = 0;
    for (int64_t i = 32 * whole; i < cells; ++i) last |= static_cast<uint32_t>(fired[i]) << (i - 32 * whole);
    row[whole] = last;
  }
  return ffi::Error::Success();
}

}  // namespace

XLA_FFI_DEFINE_HANDLER_SYMBOL(RememberSpikesHandler, RememberSpikes,
                              ffi::Ffi::Bind()
                                  .Arg<ffi::Buffer<ffi::U32>>()
                                  .Arg<ffi::Buffer<ffi::PRED>>()
                                  .Arg<ffi::Buffer<ffi::S32>>()
                                  .Ret<ffi::Buffer<ffi::U32>>());
