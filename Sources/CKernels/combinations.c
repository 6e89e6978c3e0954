#include "kernel_support.h"

#define TEMPLATE "combinations_template.h"
#include "for_each_scalar.h"
