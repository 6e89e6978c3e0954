#include "kernel_support.h"

#define TEMPLATE "optimizers_template.h"
#include "for_each_scalar.h"
