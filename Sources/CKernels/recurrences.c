#include "kernel_support.h"

#define TEMPLATE "recurrences_template.h"
#include "for_each_scalar.h"
