#include "kernel_support.h"

#define TEMPLATE "elementwise_template.h"
#include "for_each_scalar.h"
