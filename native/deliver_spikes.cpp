// Deliver past spikes: out[target[k]] += weight[k] for the synapses of every cell that fired their delay ago.
//
// Synapses are in compressed rows, one row for each delay and cell (row g * cells + i: those of cell i with
// delay[g]); silent cells cost one bit each. The twin in JAX is wetnet.networks.delivery.deliver_spikes_jax.

#include <cstdint>

#include "kernels.h"

namespace ffi = xla::ffi;

namespace {

template <typename T, ffi::DataType D>
ffi::Error DeliverSpikes(ffi::Buffer<ffi::U32> history, ffi::Buffer<ffi::S32> step, ffi::Buffer<ffi::S32> delay,
                         ffi::Buffer<ffi::S32> indptr, ffi::Buffer<ffi::S32> target, ffi::Buffer<D> weight,
                         ffi::Buffer<D> base, ffi::ResultBuffer<D> out) {
  const int64_t depth = history.dimensions()[0];
  const int64_t words = history.dimensions()[1];
  const int64_t groups = delay.element_count();
  const int64_t rows = static_cast<int64_t>(indptr.element_count()) - 1;
  if (groups == 0 || rows % groups != 0 || rows / groups > words * 32) {
    return ffi::Error::InvalidArgument("deliver_spikes: indptr must have one row for each delay and cell, and one entry more");
  }
  const int64_t cells = rows / groups;
  const int32_t* slot = target.typed_data();
  const T* w = weight.typed_data();
  T* y = out->typed_data();
  if (y != base.typed_data()) std::copy_n(base.typed_data(), base.element_count(), y);

  for (int64_t g = 0; g < groups; ++g) {
    const int64_t then = *step.typed_data() - delay.typed_data()[g];
    if (then < 0) continue;
    const uint32_t* fired = history.typed_data() + then % depth * words;
    const int32_t* start = indptr.typed_data() + g * cells;
    for (int64_t word = 0; word < words; ++word) {
      for (uint32_t left = fired[word]; left != 0; left &= left - 1) {
        const int64_t cell = 32 * word + __builtin_ctz(left);
        for (int32_t k = start[cell]; k < start[cell + 1]; ++k) y[slot[k]] += w[k];
      }
    }
  }
  return ffi::Error::Success();
}

template <typename T, ffi::DataType D>
auto Bind() {
  return ffi::Ffi::Bind()
      .Arg<ffi::Buffer<ffi::U32>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<D>>()
      .template Arg<ffi::Buffer<D>>()
      .template Ret<ffi::Buffer<D>>();
}

}  // namespace

XLA_FFI_DEFINE_HANDLER_SYMBOL(DeliverSpikesF32, (DeliverSpikes<float, ffi::F32>), (Bind<float, ffi::F32>()));
XLA_FFI_DEFINE_HANDLER_SYMBOL(DeliverSpikesF64, (DeliverSpikes<double, ffi::F64>), (Bind<double, ffi::F64>()));
