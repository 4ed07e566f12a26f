// bot-steps-are-strangers
export { say } from '../say/index.ts'
