// `@differentiable` needs the standard library's differentiation module wherever it is
// written; one re-export here serves every module that imports `Tensors`.
@_exported public import _Differentiation
