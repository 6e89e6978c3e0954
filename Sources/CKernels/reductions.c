#include "kernel_support.h"

#define TEMPLATE "reductions_template.h"
#include "for_each_scalar.h"
