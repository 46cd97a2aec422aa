// Event-driven sparse product: out[target[k]] += weight[k] * signal[row], for the rows whose signal is not zero.
//
// Rows are stored compressed (the synapses of row r are indptr[r] .. indptr[r+1]), sorted by source, so that every
// target sums its contributions in the order of the sources whatever the number of threads elsewhere.
// The twin in JAX is wetnet.networks.delivery.deliver_jax.

#include <cstdint>
#include <cstring>

#include "kernels.h"

namespace ffi = xla::ffi;

namespace {

// Rows are mostly silent: sixteen at a time are tested before any is looked at alone.
constexpr int64_t kStride = 16;

// Whether kStride signals are all +0: bit patterns can be joined by machine words, comparisons of floats cannot.
template <typename T>
bool Silent(const T* signal) {
  constexpr int64_t kWords = kStride * sizeof(T) / sizeof(uint64_t);
  uint64_t words[kWords];
  std::memcpy(words, signal, sizeof(words));
  uint64_t any = 0;
  for (int64_t i = 0; i < kWords; ++i) any |= words[i];
  return any == 0;
}

template <typename T, ffi::DataType D>
ffi::Error Deliver(ffi::Buffer<D> signal, ffi::Buffer<ffi::S32> indptr, ffi::Buffer<ffi::S32> target,
                   ffi::Buffer<D> weight, ffi::Buffer<D> base, ffi::ResultBuffer<D> out) {
  const int64_t rows = signal.element_count();
  if (static_cast<int64_t>(indptr.element_count()) != rows + 1) {
    return ffi::Error::InvalidArgument("deliver: indptr must have one entry more than signal");
  }
  const T* x = signal.typed_data();
  const int32_t* start = indptr.typed_data();
  const int32_t* slot = target.typed_data();
  const T* w = weight.typed_data();
  T* y = out->typed_data();
  if (y != base.typed_data()) std::copy_n(base.typed_data(), base.element_count(), y);

  const auto row = [&](int64_t r) {
    const T value = x[r];
    if (value == T(0)) return;
    for (int32_t k = start[r]; k < start[r + 1]; ++k) y[slot[k]] += w[k] * value;
  };
  int64_t r = 0;
  for (; r + kStride <= rows; r += kStride) {
    if (Silent(x + r)) continue;
    for (int64_t i = 0; i < kStride; ++i) row(r + i);
  }
  for (; r < rows; ++r) row(r);
  return ffi::Error::Success();
}

template <typename T, ffi::DataType D>
auto Bind() {
  return ffi::Ffi::Bind()
      .Arg<ffi::Buffer<D>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<ffi::S32>>()
      .template Arg<ffi::Buffer<D>>()
      .template Arg<ffi::Buffer<D>>()
      .template Ret<ffi::Buffer<D>>();
}

}  // namespace

XLA_FFI_DEFINE_HANDLER_SYMBOL(DeliverF32, (Deliver<float, ffi::F32>), (Bind<float, ffi::F32>()));
XLA_FFI_DEFINE_HANDLER_SYMBOL(DeliverF64, (Deliver<double, ffi::F64>), (Bind<double, ffi::F64>()));
