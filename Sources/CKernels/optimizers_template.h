// Included by for_each_scalar.h once for each scalar type; documented in optimizers.h.

#define CONSTANT(name, value) const SCALAR name = (SCALAR)(value)

CLONED void KERNEL(sgd)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *velocity, size_t count, double rate,
    double momentum, double decay) {
  CONSTANT(step, rate);
  CONSTANT(kept, momentum);
  CONSTANT(l2, decay);
  if (velocity) {
    INDEPENDENT
    for (size_t i = 0; i < count; i++) {
      velocity[i] = kept * velocity[i] + (gradient[i] + l2 * parameter[i]);
      parameter[i] -= step * velocity[i];
    }
  } else {
    INDEPENDENT
    for (size_t i = 0; i < count; i++) {
      parameter[i] -= step * (gradient[i] + l2 * parameter[i]);
    }
  }
}

CLONED void KERNEL(nesterov)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *velocity, size_t count, double rate,
    double momentum, double decay) {
  CONSTANT(step, rate);
  CONSTANT(kept, momentum);
  CONSTANT(l2, decay);
  INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    const SCALAR g = gradient[i] + l2 * parameter[i];
    velocity[i] = kept * velocity[i] + g;
    parameter[i] -= step * (g + kept * velocity[i]);
  }
}

CLONED void KERNEL(rmsprop)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *square_average, SCALAR *velocity,
    size_t count, double rate, double smoothing, double epsilon, double momentum, double decay) {
  CONSTANT(step, rate);
  CONSTANT(old, smoothing);
  CONSTANT(new, 1 - smoothing);
  CONSTANT(tiny, epsilon);
  CONSTANT(kept, momentum);
  CONSTANT(l2, decay);
  if (velocity) {
    INDEPENDENT
    for (size_t i = 0; i < count; i++) {
      const SCALAR g = gradient[i] + l2 * parameter[i];
      square_average[i] = old * square_average[i] + new * (g * g);
      velocity[i] = kept * velocity[i] + g / (HELPER(square_root)(square_average[i]) + tiny);
      parameter[i] -= step * velocity[i];
    }
  } else {
    INDEPENDENT
    for (size_t i = 0; i < count; i++) {
      const SCALAR g = gradient[i] + l2 * parameter[i];
      square_average[i] = old * square_average[i] + new * (g * g);
      parameter[i] -= step * (g / (HELPER(square_root)(square_average[i]) + tiny));
    }
  }
}

// p = keep * p, then Adam's step with g = gradient + l2 * p.
INLINE void HELPER(adam_step)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *square_average, size_t count,
    double rate, double beta1, double beta2, double epsilon, double l2_decay, double keep,
    double correction1, double correction2) {
  CONSTANT(step, rate / correction1);
  CONSTANT(old1, beta1);
  CONSTANT(new1, 1 - beta1);
  CONSTANT(old2, beta2);
  CONSTANT(new2, 1 - beta2);
  CONSTANT(tiny, epsilon);
  CONSTANT(l2, l2_decay);
  CONSTANT(kept, keep);
  CONSTANT(root, 1 / sqrt(correction2));
  INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    const SCALAR p = kept * parameter[i];
    const SCALAR g = gradient[i] + l2 * p;
    const SCALAR m = old1 * mean[i] + new1 * g;
    const SCALAR v = old2 * square_average[i] + new2 * (g * g);
    mean[i] = m;
    square_average[i] = v;
    parameter[i] = p - step * (m / (HELPER(square_root)(v) * root + tiny));
  }
}

CLONED void KERNEL(adam)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *square_average, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1,
    double correction2) {
  HELPER(adam_step)(
      parameter, gradient, mean, square_average, count, rate, beta1, beta2, epsilon, decay, 1,
      correction1, correction2);
}

CLONED void KERNEL(adamw)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *square_average, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1,
    double correction2) {
  HELPER(adam_step)(
      parameter, gradient, mean, square_average, count, rate, beta1, beta2, epsilon, 0,
      1 - rate * decay, correction1, correction2);
}

CLONED void KERNEL(adamax)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *largest, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1) {
  CONSTANT(step, rate / correction1);
  CONSTANT(old1, beta1);
  CONSTANT(new1, 1 - beta1);
  CONSTANT(old2, beta2);
  CONSTANT(tiny, epsilon);
  CONSTANT(l2, decay);
  INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    const SCALAR g = gradient[i] + l2 * parameter[i];
    const SCALAR m = old1 * mean[i] + new1 * g;
    const SCALAR size = HELPER(magnitude)(g) + tiny;
    const SCALAR faded = old2 * largest[i];
    const SCALAR u = faded > size ? faded : size;
    mean[i] = m;
    largest[i] = u;
    parameter[i] -= step * (m / u);
  }
}

#undef CONSTANT
