public import Tensors

/// Returns how far normal distributions are from the standard one: the Kullback–Leibler divergence
/// `Σ ½ (μ² + σ² − 1 − ln σ²)`, summed over all elements.
///
/// Reference: D. Kingma and M. Welling, "Auto-Encoding Variational Bayes", ICLR 2014, appendix B.
///
/// - Parameters:
///   - mean: The means `μ`, of any shape.
///   - logVariance: The logarithms `ln σ²` of the variances, of the same shape.
/// - Returns: The divergence in nats, 0 or more; 0 where every mean is 0 and every variance 1.
@differentiable(reverse)
public func divergenceFromStandardNormal(mean: Tensor, logVariance: Tensor) -> Double {
  (square(mean) + exp(logVariance) - logVariance - 1).sum().scalar / 2
}
