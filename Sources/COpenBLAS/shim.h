#pragma once
#include <cblas.h>
#include <stddef.h>

// LAPACK's solver for symmetric positive definite systems, which OpenBLAS holds; its C header is not always
// there. The last argument is the length of the first, which Fortran passes behind all others.
void dposv_(
    const char *triangle, const int *size, const int *columns, double *matrix, const int *matrix_stride,
    double *right_sides, const int *right_stride, int *status, size_t triangle_length);

// Solves with the upper triangle of a matrix in column order, which is the lower one in row order; both
// operands are overwritten. Returns 0, or the order of the first minor that is not positive.
static inline int graphode_solve_positive_definite(
    int size, int columns, double *matrix, double *right_sides) {
  int status = 0;
  dposv_("U", &size, &columns, matrix, &size, right_sides, &size, &status, 1);
  return status;
}

// LAPACK's eigenvalues and eigenvectors of a symmetric matrix; the last two arguments are as above.
void dsyev_(
    const char *job, const char *triangle, const int *size, double *matrix, const int *matrix_stride,
    double *values, double *work, const int *work_size, int *status, size_t job_length,
    size_t triangle_length);

// Replaces a symmetric matrix, of which the upper triangle in column order is read, by its eigenvectors, one a
// column, in the order of the rising eigenvalues. The work space is of 3 * size numbers or more. Returns 0, or
// how many eigenvalues did not converge.
static inline int graphode_symmetric_eigensystem(
    int size, double *matrix, double *values, double *work, int work_size) {
  int status = 0;
  dsyev_("V", "U", &size, matrix, &size, values, work, &work_size, &status, 1, 1);
  return status;
}
