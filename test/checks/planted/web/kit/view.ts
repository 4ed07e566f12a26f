export const view = true
