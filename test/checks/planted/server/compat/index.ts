export const compat = true
