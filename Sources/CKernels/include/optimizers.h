// Included by CKernels.h once for each scalar type.
//
// One step of an optimizer in one pass; parameter and state are updated in place. `decay` is
// the coefficient of L2 weight decay: the gradient used is g = gradient + decay * parameter,
// except in adamw, where the parameter itself shrinks. State starts at zero. The formulas are
// those of PyTorch's documentation (torch.optim).

// With a velocity: v = momentum * v + g, p -= rate * v; a null velocity: p -= rate * g.
void KERNEL(sgd)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *velocity, size_t count, double rate,
    double momentum, double decay);

// Nesterov's momentum: v = momentum * v + g, p -= rate * (g + momentum * v).
void KERNEL(nesterov)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *velocity, size_t count, double rate,
    double momentum, double decay);

// v = smoothing * v + (1 - smoothing) * g^2, d = g / (sqrt(v) + epsilon);
// with a velocity: b = momentum * b + d, p -= rate * b; a null velocity: p -= rate * d.
void KERNEL(rmsprop)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *square_average, SCALAR *velocity,
    size_t count, double rate, double smoothing, double epsilon, double momentum, double decay);

// m = beta1 * m + (1 - beta1) * g, v = beta2 * v + (1 - beta2) * g^2,
// p -= rate * (m / correction1) / (sqrt(v / correction2) + epsilon),
// where at step t = 1, 2, … correction1 = 1 - beta1^t and correction2 = 1 - beta2^t.
void KERNEL(adam)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *square_average, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1,
    double correction2);

// As adam, but decay acts as p *= 1 - rate * decay, before the step.
void KERNEL(adamw)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *square_average, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1,
    double correction2);

// m as in adam, u = max(beta2 * u, |g| + epsilon), p -= rate / correction1 * m / u.
void KERNEL(adamax)(
    SCALAR *parameter, const SCALAR *gradient, SCALAR *mean, SCALAR *largest, size_t count,
    double rate, double beta1, double beta2, double epsilon, double decay, double correction1);
