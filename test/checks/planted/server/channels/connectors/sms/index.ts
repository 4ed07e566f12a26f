export const sms = true
