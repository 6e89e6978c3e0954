#include "kernel_support.h"

#define TEMPLATE "rows_template.h"
#include "for_each_scalar.h"
