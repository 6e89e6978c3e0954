#include "kernel_support.h"

#define TEMPLATE "gates_template.h"
#include "for_each_scalar.h"
