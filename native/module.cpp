// The extension module wetnet._native: a dictionary from kernel name to XLA handler.

#include <nanobind/nanobind.h>

#include "kernels.h"

namespace nb = nanobind;

NB_MODULE(_native, m) {
  m.doc() = "Native kernels of wetnet, called through XLA's foreign-function interface.";
  m.def("handlers", []() {
    nb::dict handlers;
    handlers["wetnet_deliver_f32"] = nb::capsule(reinterpret_cast<void*>(DeliverF32));
    handlers["wetnet_deliver_f64"] = nb::capsule(reinterpret_cast<void*>(DeliverF64));
    handlers["wetnet_deliver_spikes_f32"] = nb::capsule(reinterpret_cast<void*>(DeliverSpikesF32));
    handlers["wetnet_deliver_spikes_f64"] = nb::capsule(reinterpret_cast<void*>(DeliverSpikesF64));
    handlers["wetnet_remember_spikes"] = nb::capsule(reinterpret_cast<void*>(RememberSpikesHandler));
    handlers["wetnet_log_spikes"] = nb::capsule(reinterpret_cast<void*>(LogSpikesHandler));
    return handlers;
  });
}
