#include "kernel_support.h"

#define TEMPLATE "edges_template.h"
#include "for_each_scalar.h"
