#include "kernel_support.h"

#define TEMPLATE "products_template.h"
#include "for_each_scalar.h"

// Which entries a walk over sparse rows adds up.
enum { ALL_ENTRIES, KEPT, KEPT_BY_SOURCE };

#define TEMPLATE "products_sparse_template.h"
#include "for_each_scalar.h"
