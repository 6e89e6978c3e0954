#include "kernel_support.h"

#define TEMPLATE "broadcast_template.h"
#include "for_each_scalar.h"
