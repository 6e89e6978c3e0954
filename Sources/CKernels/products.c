#include "kernel_support.h"

#define TEMPLATE "products_template.h"
#include "for_each_scalar.h"
