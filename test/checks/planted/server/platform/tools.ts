// server-runs-without-tools
export { build } from 'vite'
