// Entry points of the kernels that XLA calls; each is defined in the file of its idea.
#pragma once

#include <algorithm>

#include "xla/ffi/api/ffi.h"

extern "C" {
XLA_FFI_Error* DeliverF32(XLA_FFI_CallFrame*);
XLA_FFI_Error* DeliverF64(XLA_FFI_CallFrame*);
XLA_FFI_Error* DeliverSpikesF32(XLA_FFI_CallFrame*);
XLA_FFI_Error* DeliverSpikesF64(XLA_FFI_CallFrame*);
XLA_FFI_Error* RememberSpikesHandler(XLA_FFI_CallFrame*);
XLA_FFI_Error* LogSpikesHandler(XLA_FFI_CallFrame*);
}
