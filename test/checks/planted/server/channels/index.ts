// left-only-channels
export * as surveys from '../surveys/index.ts'
