// connectors-are-strangers
export { sms } from '../sms/index.ts'
