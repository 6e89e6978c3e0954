extension Method {
  /// The explicit Adams method of order 2, ``AdamsMethod/bashforth(order:)``.
  public static let adamsBashforth2 = Method.adams(.bashforth(order: 2))

  /// The explicit Adams method of order 3, ``AdamsMethod/bashforth(order:)``.
  public static let adamsBashforth3 = Method.adams(.bashforth(order: 3))

  /// The explicit Adams method of order 4, ``AdamsMethod/bashforth(order:)``.
  public static let adamsBashforth4 = Method.adams(.bashforth(order: 4))

  /// The explicit Adams method of order 5, ``AdamsMethod/bashforth(order:)``.
  public static let adamsBashforth5 = Method.adams(.bashforth(order: 5))

  /// The implicit Adams method of order 2 with one correction,
  /// ``AdamsMethod/moulton(order:corrections:)``: with fixed steps the same as ``heun``.
  public static let adamsMoulton2 = Method.adams(.moulton(order: 2))

  /// The implicit Adams method of order 3 with one correction,
  /// ``AdamsMethod/moulton(order:corrections:)``.
  public static let adamsMoulton3 = Method.adams(.moulton(order: 3))

  /// The implicit Adams method of order 4 with one correction,
  /// ``AdamsMethod/moulton(order:corrections:)``.
  public static let adamsMoulton4 = Method.adams(.moulton(order: 4))

  /// The implicit Adams method of order 5 with one correction,
  /// ``AdamsMethod/moulton(order:corrections:)``.
  public static let adamsMoulton5 = Method.adams(.moulton(order: 5))
}
