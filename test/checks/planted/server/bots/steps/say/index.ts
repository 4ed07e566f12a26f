export const say = true
