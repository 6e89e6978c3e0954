// Included by for_each_scalar.h once for each scalar type; documented in gates.h.

#define EACH_ROW for (size_t i = 0; i < rows; i++)
#define EACH_CHANNEL \
  INDEPENDENT        \
  for (size_t j = 0; j < channels; j++)

INLINE int HELPER(is_observed)(const SCALAR *observed, size_t row) {
  return !observed || observed[row] != 0;
}

INLINE void HELPER(copy_or_clear)(const SCALAR *x, SCALAR *out, size_t count) {
  if (x) {
    memcpy(out, x, count * sizeof(SCALAR));
  } else {
    memset(out, 0, count * sizeof(SCALAR));
  }
}

// Asks for the row that comes some rows after `x`, before the processor would find out by itself, and
// no nearer than the second cache: the first can wait for few lines at once.
INLINE void HELPER(expect)(const SCALAR *x, size_t x_row, size_t count) {
  const size_t rows_ahead = 8, line = 64 / sizeof(SCALAR);
  for (size_t j = 0; j < count; j += line) { __builtin_prefetch(x + rows_ahead * x_row + j, 0, 2); }
}

CLONED void KERNEL(gru_gates)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *bias, const SCALAR *state,
    size_t state_row, SCALAR *reset_state, size_t reset_row, size_t rows, size_t channels) {
  EACH_ROW {
    SCALAR *r = saved + i * saved_row, *u = r + block;
    EACH_CHANNEL { u[j] = HELPER(logistic)(u[j] + bias[channels + j]); }
    if (state) {
      const SCALAR *h = state + i * state_row;
      SCALAR *out = reset_state + i * reset_row;
      EACH_CHANNEL {
        r[j] = HELPER(logistic)(r[j] + bias[j]);
        out[j] = r[j] * h[j];
      }
    }
  }
}

CLONED void KERNEL(gru_output)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *bias, const SCALAR *state,
    size_t state_row, const SCALAR *observed, size_t observed_row, SCALAR *out, size_t out_row,
    size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *u = saved + i * saved_row + block, *h = state ? state + i * state_row : NULL;
    SCALAR *c = saved + i * saved_row + 2 * block, *y = out + i * out_row;
    if (!HELPER(is_observed)(observed, i * observed_row)) {
      HELPER(copy_or_clear)(h, y, channels);
    } else if (h) {
      EACH_CHANNEL {
        c[j] = HELPER(hyperbolic_tangent)(c[j] + bias[j]);
        y[j] = u[j] * h[j] + (1 - u[j]) * c[j];
      }
    } else {
      EACH_CHANNEL {
        c[j] = HELPER(hyperbolic_tangent)(c[j] + bias[j]);
        y[j] = (1 - u[j]) * c[j];
      }
    }
  }
}

CLONED void KERNEL(gru_output_pullback)(
    const SCALAR *saved, size_t saved_row, size_t block, const SCALAR *state, size_t state_row,
    const SCALAR *observed, size_t observed_row, const SCALAR *upstream, size_t upstream_row,
    SCALAR *c_gradient, size_t c_row, SCALAR *u_gradient, size_t u_row, SCALAR *state_gradient,
    size_t gradient_row, SCALAR *reset_state, size_t reset_row, SCALAR *c_sums, SCALAR *u_sums,
    size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *r = saved + i * saved_row, *u = r + block, *c = u + block;
    const SCALAR *g = upstream + i * upstream_row, *h = state ? state + i * state_row : NULL;
    SCALAR *dc = c_gradient + i * c_row, *du = u_gradient + i * u_row;
    SCALAR *dh = state_gradient + i * gradient_row, *rh = reset_state + i * reset_row;
    HELPER(expect)(r, saved_row, 3 * block);
    HELPER(expect)(g, upstream_row, channels);
    if (h) { HELPER(expect)(h, state_row, channels); }
    // Walks bring what is left of the state to nodes that are observed from those that are not.
    if (h) {
      EACH_CHANNEL { rh[j] = r[j] * h[j]; }
    }
    if (!HELPER(is_observed)(observed, i * observed_row)) {
      memset(dc, 0, channels * sizeof(SCALAR));
      memset(du, 0, channels * sizeof(SCALAR));
      if (h) { memcpy(dh, g, channels * sizeof(SCALAR)); }
      continue;
    }
    EACH_CHANNEL {
      dc[j] = g[j] * (1 - u[j]) * ((1 - c[j]) * (1 + c[j]));
      c_sums[j] += dc[j];
    }
    if (h) {
      EACH_CHANNEL {
        du[j] = g[j] * (h[j] - c[j]) * (u[j] * (1 - u[j]));
        u_sums[j] += du[j];
        dh[j] = g[j] * u[j];
      }
    } else {
      EACH_CHANNEL {
        du[j] = -g[j] * c[j] * (u[j] * (1 - u[j]));
        u_sums[j] += du[j];
      }
    }
  }
}

CLONED void KERNEL(gru_reset_pullback)(
    const SCALAR *saved, size_t saved_row, const SCALAR *state, size_t state_row,
    const SCALAR *reset_gradient, size_t reset_row, SCALAR *r_gradient, size_t r_row,
    SCALAR *state_gradient, size_t gradient_row, SCALAR *r_sums, size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *r = saved + i * saved_row, *h = state + i * state_row;
    const SCALAR *g = reset_gradient + i * reset_row;
    SCALAR *dr = r_gradient + i * r_row, *dh = state_gradient + i * gradient_row;
    EACH_CHANNEL {
      dr[j] = g[j] * h[j] * (r[j] * (1 - r[j]));
      r_sums[j] += dr[j];
      dh[j] += g[j] * r[j];
    }
  }
}

CLONED void KERNEL(gru_step)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *input_bias, const SCALAR *state_bias,
    const SCALAR *state, const SCALAR *observed, SCALAR *out, size_t rows, size_t channels) {
  const SCALAR *x_bias = input_bias, *h_bias = state_bias;
  const size_t n = channels;
  EACH_ROW {
    SCALAR *r = saved + i * saved_row, *u = r + block, *c = u + block, *q = c + block;
    const SCALAR *h = state ? state + i * n : NULL;
    SCALAR *y = out + i * n;
    if (!HELPER(is_observed)(observed, i)) {
      HELPER(copy_or_clear)(h, y, n);
      continue;
    }
    EACH_CHANNEL { r[j] = HELPER(logistic)(r[j] + (x_bias[j] + h_bias[j])); }
    EACH_CHANNEL { u[j] = HELPER(logistic)(u[j] + (x_bias[n + j] + h_bias[n + j])); }
    EACH_CHANNEL { q[j] += h_bias[2 * n + j]; }
    EACH_CHANNEL { c[j] = HELPER(hyperbolic_tangent)(c[j] + x_bias[2 * n + j] + r[j] * q[j]); }
    if (h) {
      EACH_CHANNEL { y[j] = u[j] * h[j] + (1 - u[j]) * c[j]; }
    } else {
      EACH_CHANNEL { y[j] = (1 - u[j]) * c[j]; }
    }
  }
}

CLONED void KERNEL(gru_step_pullback)(
    const SCALAR *saved, size_t saved_row, size_t block, const SCALAR *state, const SCALAR *observed,
    const SCALAR *upstream, SCALAR *gradient, size_t gradient_row, SCALAR *state_gradient,
    size_t state_gradient_row, SCALAR *sums, size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *r = saved + i * saved_row, *u = r + block, *c = u + block, *q = c + block;
    const SCALAR *g = upstream + i * channels, *h = state ? state + i * channels : NULL;
    SCALAR *dr = gradient + i * gradient_row, *du = dr + block, *dc = du + block, *dq = dc + block;
    SCALAR *dh = state_gradient + i * state_gradient_row;
    if (!HELPER(is_observed)(observed, i)) {
      for (size_t k = 0; k < 4; k++) { memset(dr + k * block, 0, channels * sizeof(SCALAR)); }
      memcpy(dh, g, channels * sizeof(SCALAR));
      continue;
    }
    EACH_CHANNEL {
      const SCALAR old = h ? h[j] : 0;
      dh[j] = g[j] * u[j];
      du[j] = g[j] * (old - c[j]) * (u[j] * (1 - u[j]));
      dc[j] = g[j] * (1 - u[j]) * ((1 - c[j]) * (1 + c[j]));
      dq[j] = dc[j] * r[j];
      dr[j] = dc[j] * q[j] * (r[j] * (1 - r[j]));
    }
    EACH_CHANNEL {
      sums[j] += dr[j];
      sums[channels + j] += du[j];
      sums[2 * channels + j] += dc[j];
      sums[3 * channels + j] += dq[j];
    }
  }
}

CLONED void KERNEL(biased_rows)(
    const SCALAR *x, size_t x_row, const SCALAR *bias, SCALAR *out, size_t out_row, size_t rows,
    size_t channels) {
  EACH_ROW {
    const SCALAR *from = x + i * x_row;
    SCALAR *y = out + i * out_row;
    EACH_CHANNEL { y[j] = from[j] + bias[j]; }
  }
}

CLONED void KERNEL(rated_tanh_rows)(
    SCALAR *x, size_t x_row, const SCALAR *bias, const SCALAR *rate, SCALAR *out, size_t out_row,
    size_t rows, size_t channels) {
  EACH_ROW {
    SCALAR *t = x + i * x_row, *y = out + i * out_row;
    EACH_CHANNEL {
      t[j] = HELPER(hyperbolic_tangent)(t[j] + bias[j]);
      y[j] = rate[j] * t[j];
    }
  }
}

CLONED void KERNEL(biased_rows_pullback)(
    const SCALAR *upstream, size_t upstream_row, SCALAR *gradient, size_t gradient_row,
    SCALAR *bias_sums, size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *g = upstream + i * upstream_row;
    SCALAR *d = gradient + i * gradient_row;
    EACH_CHANNEL {
      d[j] = g[j];
      bias_sums[j] += g[j];
    }
  }
}

CLONED void KERNEL(rated_tanh_rows_pullback)(
    const SCALAR *x, size_t x_row, const SCALAR *rate, const SCALAR *upstream, size_t upstream_row,
    SCALAR *gradient, size_t gradient_row, SCALAR *bias_sums, SCALAR *rate_sums, size_t rows,
    size_t channels) {
  EACH_ROW {
    const SCALAR *t = x + i * x_row, *g = upstream + i * upstream_row;
    SCALAR *d = gradient + i * gradient_row;
    EACH_CHANNEL {
      rate_sums[j] += g[j] * t[j];
      d[j] = g[j] * rate[j] * ((1 - t[j]) * (1 + t[j]));
      bias_sums[j] += d[j];
    }
  }
}

CLONED void KERNEL(relaxation_rows)(
    SCALAR *x, size_t x_row, const SCALAR *bias, const SCALAR *offset, const SCALAR *state,
    size_t state_row, SCALAR *out, size_t out_row, size_t rows, size_t channels) {
  const size_t n = channels;
  EACH_ROW {
    SCALAR *z = x + i * x_row, *g = z + n, *y = out + i * out_row;
    const SCALAR *h = state + i * state_row;
    if (offset) {
      const SCALAR *o = offset + i * 2 * n;
      EACH_CHANNEL { z[j] += o[j]; }
      EACH_CHANNEL { g[j] += o[n + j]; }
    }
    EACH_CHANNEL { z[j] = HELPER(logistic)(z[j] + bias[j]); }
    EACH_CHANNEL { g[j] = HELPER(hyperbolic_tangent)(g[j] + bias[n + j]); }
    EACH_CHANNEL { y[j] = z[j] * (g[j] - h[j]); }
  }
}

CLONED void KERNEL(relaxation_rows_pullback)(
    const SCALAR *x, size_t x_row, const SCALAR *state, size_t state_row, const SCALAR *upstream,
    size_t upstream_row, SCALAR *gradient, size_t gradient_row, SCALAR *bias_sums,
    SCALAR *offset_sums, size_t rows, size_t channels) {
  const size_t n = channels;
  EACH_ROW {
    const SCALAR *z = x + i * x_row, *g = z + n;
    const SCALAR *h = state + i * state_row, *u = upstream + i * upstream_row;
    SCALAR *dz = gradient + i * gradient_row, *dg = dz + n;
    EACH_CHANNEL {
      dz[j] = u[j] * (g[j] - h[j]) * (z[j] * (1 - z[j]));
      dg[j] = u[j] * z[j] * ((1 - g[j]) * (1 + g[j]));
      bias_sums[j] += dz[j];
      bias_sums[n + j] += dg[j];
    }
    if (offset_sums) {
      SCALAR *o = offset_sums + i * 2 * n;
      EACH_CHANNEL { o[j] += dz[j]; }
      EACH_CHANNEL { o[n + j] += dg[j]; }
    }
  }
}

CLONED void KERNEL(relaxation_rows_decay)(
    const SCALAR *x, size_t x_row, const SCALAR *upstream, size_t upstream_row, SCALAR *gradient,
    size_t gradient_row, size_t rows, size_t channels) {
  EACH_ROW {
    const SCALAR *z = x + i * x_row, *u = upstream + i * upstream_row;
    SCALAR *d = gradient + i * gradient_row;
    EACH_CHANNEL { d[j] -= u[j] * z[j]; }
  }
}

#undef EACH_ROW
#undef EACH_CHANNEL
