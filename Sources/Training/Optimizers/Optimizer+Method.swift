extension Optimizer {
  /// The rule by which an optimizer moves a parameter.
  ///
  /// In the formulas `p` is the parameter, `g` its gradient with `weightDecay · p` added, and
  /// `η` the learning rate; all other letters start at 0. Formulas and default numbers are
  /// those of PyTorch's `torch.optim`.
  public enum Method: Hashable, Sendable {
    /// Steepest descent: `v ← momentum · v + g`, `p ← p − η v`.
    case sgd(momentum: Double = 0)

    /// Descent with Nesterov's momentum: `v ← momentum · v + g`, `p ← p − η (g + momentum · v)`.
    ///
    /// Reference: I. Sutskever et al., "On the importance of initialization and momentum in deep
    /// learning", ICML 2013, in the form of PyTorch, where `v` does not contain `η`.
    case nesterov(momentum: Double = 0.9)

    /// RMSprop: `s ← smoothing · s + (1 − smoothing) g²`,
    /// `v ← momentum · v + g / (√s + epsilon)`, `p ← p − η v`.
    ///
    /// Reference: G. Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012; PyTorch's
    /// documentation of `torch.optim.RMSprop`, not centred.
    case rmsProp(smoothing: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0)

    /// Adam: `m ← beta1 · m + (1 − beta1) g`, `s ← beta2 · s + (1 − beta2) g²`, and in step `t`
    /// `p ← p − η m / (1 − beta1ᵗ) / (√(s / (1 − beta2ᵗ)) + epsilon)`.
    ///
    /// Reference: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
    /// algorithm 1.
    case adam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)

    /// Adam, where decay does not pass through the averages: `p ← (1 − η · weightDecay) p` comes
    /// before Adam's step, and `g` is the gradient alone.
    ///
    /// Reference: I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR
    /// 2019, algorithm 2.
    case adamW(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)

    /// Adamax: `m` as in Adam, `u ← max(beta2 · u, |g| + epsilon)`,
    /// `p ← p − η / (1 − beta1ᵗ) · m / u`.
    ///
    /// Reference: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
    /// algorithm 2.
    case adamax(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  }
}

extension Optimizer.Method: CustomStringConvertible {
  /// The method and its numbers, exactly, such as `sgd(momentum: 0.9)`.
  public var description: String {
    switch self {
    case .sgd(let momentum): "sgd(momentum: \(momentum))"
    case .nesterov(let momentum): "nesterov(momentum: \(momentum))"
    case .rmsProp(let smoothing, let epsilon, let momentum):
      "rmsProp(smoothing: \(smoothing), epsilon: \(epsilon), momentum: \(momentum))"
    case .adam(let beta1, let beta2, let epsilon):
      "adam(beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon))"
    case .adamW(let beta1, let beta2, let epsilon):
      "adamW(beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon))"
    case .adamax(let beta1, let beta2, let epsilon):
      "adamax(beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon))"
    }
  }

  /// The names of the arrays that the method keeps for each parameter, at most two.
  var stateNames: [String] {
    switch self {
    case .sgd(let momentum): momentum == 0 ? [] : ["velocity"]
    case .nesterov: ["velocity"]
    case .rmsProp(_, _, let momentum):
      momentum == 0 ? ["squareAverage"] : ["squareAverage", "velocity"]
    case .adam, .adamW: ["mean", "squareAverage"]
    case .adamax: ["mean", "largest"]
    }
  }

  /// What the arrays of ``stateNames`` are made of.
  var stateContents: [GradientTransformation.Content] {
    stateNames.map { name in
      switch name {
      case "squareAverage": .squares
      case "largest": .magnitudes
      case "velocity" where stateNames.count > 1: .normalisedGradients
      default: .gradients
      }
    }
  }

  /// Checks that the numbers lie where the formulas make sense.
  func validate() {
    func requireFraction(_ name: String, _ value: Double) {
      precondition(value >= 0 && value < 1, "\(name) is \(value), but must lie in 0..<1.")
    }
    func requirePositive(_ epsilon: Double) {
      precondition(epsilon > 0, "epsilon is \(epsilon), but must be positive.")
    }
    switch self {
    case .sgd(let momentum), .nesterov(let momentum):
      requireFraction("momentum", momentum)
    case .rmsProp(let smoothing, let epsilon, let momentum):
      requireFraction("smoothing", smoothing)
      requireFraction("momentum", momentum)
      requirePositive(epsilon)
    case .adam(let beta1, let beta2, let epsilon), .adamW(let beta1, let beta2, let epsilon),
      .adamax(let beta1, let beta2, let epsilon):
      requireFraction("beta1", beta1)
      requireFraction("beta2", beta2)
      requirePositive(epsilon)
    }
  }
}
