// server-knows-no-web
export { view } from '../../web/kit/view.ts'
